"""Symbolic evaluation: values of core expressions when a part of the instance or of the witness is unknown."""
