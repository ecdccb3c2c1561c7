"""Many partnerships at once: files and folders in, a line a partnership out."""
