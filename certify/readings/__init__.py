"""Readings of the core form: the interpreter, enumeration, display."""
