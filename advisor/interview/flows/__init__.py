"""What is asked on the way, step by step: beginning, settling, saving, leaving."""
