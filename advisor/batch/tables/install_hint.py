"""The table formats, and how to install their readers; without imports, for ``--help``."""

TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
INSTALL_TABLES = "pip install 'partnership-advisor[tables]'"
ANSWERS = "answers"
"""The start of the names of answer sheets, in lower case."""
CHOICES = "Choices"
"""The hidden sheet with the choices of the drop-downs in our own template."""
