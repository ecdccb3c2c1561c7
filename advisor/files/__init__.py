"""Reads and writes files safely: clean text, strict YAML, faults in their place."""
