"""Evidence about reductions and problems, gathered by running them."""
