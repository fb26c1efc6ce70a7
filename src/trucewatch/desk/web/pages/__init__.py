"""The pages of the desk, one module each: `data` is pure, and its tables are the page, the JSON and the CSV."""
