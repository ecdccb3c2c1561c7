"""What was asked for, gathered, scored by one engine or the other, verified and written."""
