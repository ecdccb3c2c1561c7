"""Tests of many partnerships at once."""
