"""Solvers: from an instance to its witnesses, by search that follows from the problem's text."""
