"""The forms the record's tables have had, one file a form; run by `trucewatch.record.revision`."""
