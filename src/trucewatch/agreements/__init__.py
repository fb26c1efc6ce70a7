"""What was promised: the terms of agreements as analysts write them, and a library of such terms with their cases.

Nothing here knows a report or a record: terms are read from YAML files, checked and compared. How things stand under
them is folded in `standing`.
"""
