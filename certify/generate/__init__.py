"""Generation of instances: all within bounds, one of each isomorphism class, random ones, and shrunk ones."""
