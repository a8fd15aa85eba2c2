"""Symbolic values: core expressions evaluated where something of the instance or the witness is unknown."""
