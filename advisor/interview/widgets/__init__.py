"""What the screens are made of; nothing here knows of rules or reasoning."""
