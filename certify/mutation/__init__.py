"""Mutants of reductions, and how many of them the checks refute."""
