"""Tests of the partnership advisor."""
