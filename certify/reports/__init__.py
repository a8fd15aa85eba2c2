"""Reports of evidence and bounds: tables, LaTeX, JSON."""
