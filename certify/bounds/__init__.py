"""The bounds backend: upper bounds on sizes and times, as sympy expressions in the measures of the source."""
