"""What the interview keeps between meetings; nothing here knows of the screen."""
