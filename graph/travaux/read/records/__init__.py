"""Documents as records: rows of tables, lines and lists of JSON, entries of feeds, messages of mail."""
