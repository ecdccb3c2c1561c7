"""What authors need to check and see a rulebook; only the command line imports it."""
