"""Size bounds as sympy expressions in the measures of the source."""
