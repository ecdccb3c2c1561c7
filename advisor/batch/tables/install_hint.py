"""What the extra ``tables`` reads, and how it is installed; light, since it is asked without it."""

TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
INSTALL_TABLES = "pip install 'partnership-advisor[tables]'"
ANSWERS = "answers"
"""How the name of a sheet begins that holds answers, in small letters."""
CHOICES = "Choices"
"""The hidden sheet to which the drop-downs of our own template refer."""
