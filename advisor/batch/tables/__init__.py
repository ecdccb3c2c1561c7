"""Tables of partnerships, in CSV, JSON Lines, Parquet or Excel."""
