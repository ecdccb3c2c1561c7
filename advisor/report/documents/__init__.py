"""Paper forms, made of blocks."""
