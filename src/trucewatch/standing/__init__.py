"""How things stand as of a date: pure folds over the statements of a view, one file a fold.

Nothing here is stored and nothing is decided: every line says who states what, and where; `board` collects the folds.
"""
