"""What does not add up: one file a check, each a pure function over a view that yields findings.

A finding names what reports print and what the calendar, a register or another report has, both places side by side.
It blames nobody. The order of the checks is the list in `all_checks`.
"""
