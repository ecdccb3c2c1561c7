"""The picture over many partnerships, on the terminal and as a page."""
