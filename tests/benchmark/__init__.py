"""Measures how fast partnerships are scored, against engines that others made."""
