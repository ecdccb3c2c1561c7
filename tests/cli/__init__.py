"""Tests of the commands as a shell sees them."""
