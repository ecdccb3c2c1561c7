"""The sections of a report, each made from the assessment in plain words."""
