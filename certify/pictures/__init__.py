"""Graphviz pictures of instances, witnesses, reductions and the network of problems, drawn by type."""
