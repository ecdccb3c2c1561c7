"""Tests of what an assessment is written as: text, Markdown, HTML, SVG, JSON, trees."""
