"""The interview line by line: no box drawing, for pipes and screen readers; no Textual."""
