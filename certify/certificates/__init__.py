"""Evidence saved in files."""
