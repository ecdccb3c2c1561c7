"""Scores written: as a table for the terminal, as lines of text, as Parquet and as Excel."""
