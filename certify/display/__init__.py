"""Displays of problems, reductions, instances and evidence as HTML, for notebooks."""
