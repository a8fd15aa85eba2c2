"""Formulas for all sizes: the statements of a reduction's correctness in first-order logic, made from the core form alone."""
