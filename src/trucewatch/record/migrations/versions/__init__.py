"""One file a form of the record, never edited once released."""
