"""What leaves the desk: tables and calendars, files in the forms of other fields, briefs; and what stays behind."""
