"""What core means: expressions, problems and reductions, evaluated by the reference interpreter; analyses of texts."""
