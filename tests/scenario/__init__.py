"""Tests of partnership files: what is accepted, and how each fault is told."""
