"""How evidence and bounds are shown: tables, LaTeX, JSON."""
