"""The tables that `advisor rules` and `advisor questions` print for authors."""
