"""What asks for one thing in front of a screen, returns it and closes."""
