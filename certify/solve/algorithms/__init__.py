"""Solvers written by hand, where an algorithm beats search: each registers itself for a problem of the library, by its name.

Nothing else in certify knows a problem's name.  A module here holds the algorithms of one kind of problem.
"""
