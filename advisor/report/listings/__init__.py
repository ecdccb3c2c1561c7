"""What `advisor rules list` and its like print of a rulebook."""
