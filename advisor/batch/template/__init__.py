"""An empty file to fill in, which can then be scored."""
