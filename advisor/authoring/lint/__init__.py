"""What `advisor check` finds in a rulebook that loads."""
