"""What the documents teach, as data: questions, rules, steps, sources; loading, lint."""
