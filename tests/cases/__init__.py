"""Partnerships from public knowledge, and what an adviser who knows each expects."""
