"""Graphviz pictures of instances, witnesses, reductions and the network of problems, derived from the types."""
