"""Tests of the rulebook: its faults, its lint, and what is shipped."""
