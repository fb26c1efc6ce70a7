"""The annotated corpus: YAML beside each report, checked and compiled to the JSON of one reading."""
