"""The record: reports, what was read in them and what people ruled, kept append-only in one SQLite file.

`writer.open_record` is the way in; `view.RecordView` is what everything that folds reads.
"""
