"""Reads the rules over many partnerships at once: a NumPy array a question, a rule, a count."""
