"""Partnerships in a frame, scored by columns: a frame in, a frame out."""
