"""Tests of what is found in a partnership, and of the verdict on it."""
