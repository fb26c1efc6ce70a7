"""A report is read: steps add layers to a page, the last one turns them into statements.

`reader.read` runs the steps of `steps.DEFAULT_STEPS`; each step can be replaced alone.
"""
