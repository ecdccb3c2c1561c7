"""JSON Schemas of the files, for editors and other programs."""
