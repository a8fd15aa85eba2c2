"""The meaning of the core form: the reference interpreter of expressions, problems and reductions, and analyses of texts."""
