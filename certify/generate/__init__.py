"""Instances of a problem: all within bounds, one of each isomorphism class, random ones, smaller ones."""
