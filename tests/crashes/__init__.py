"""Fails and kills the program at every step that changes the disk, and counts what is lost."""
