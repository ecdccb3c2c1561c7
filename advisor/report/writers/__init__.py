"""Writers: each turns a page, or an assessment, into one format."""
