"""The table formats, and how to install their readers; without imports, for ``--help``."""

from advisor.files.optional_packages import how_to_install

TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
INSTALL_TABLES = how_to_install("tables")
ANSWERS = "answers"
"""The start of the names of answer sheets, in lower case."""
CHOICES = "Choices"
"""The hidden sheet with the choices of the drop-downs in our own template."""
