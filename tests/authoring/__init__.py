"""Tests of the tools for authors of rules: lint, coverage, mutations, schemas."""
