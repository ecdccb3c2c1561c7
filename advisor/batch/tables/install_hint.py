"""The table formats, and how to install their readers; without imports, for ``--help``."""

TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
# The package is on no index, so pip needs the folder.
INSTALL_TABLES = "run pip install '.[tables]' in the program's folder"
ANSWERS = "answers"
"""The start of the names of answer sheets, in lower case."""
CHOICES = "Choices"
"""The hidden sheet with the choices of the drop-downs in our own template."""
