"""Explains to a person why a rule is true or not, and what a condition asks for."""
