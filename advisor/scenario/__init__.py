"""What one partnership says: the model of a partnership file, and its reading."""
