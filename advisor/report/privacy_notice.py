"""The notice that others may read what is written.

It is not among the phrases: the first screen of the interview shows it, and is painted before
anything about rules is imported.
"""

PRIVACY_NOTICE = (
    "Others may come to read this file: a school can be asked for it, and whoever is named may "
    "ask. Use roles, not names, and write what you could defend."
)
"""Shown wherever people are about to write something down."""
