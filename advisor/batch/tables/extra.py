"""What the extra ``tables`` reads, and how it is installed; light, since it is asked without it."""

TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
INSTALL_TABLES = "pip install 'partnership-advisor[tables]'"
