"""The interview: one headless session behind a Textual screen and a plain line-by-line form."""
