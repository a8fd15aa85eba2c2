"""Evidence in files."""
