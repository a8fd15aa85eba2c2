problem DirectedHamiltonianPath "Hamiltonian path of a directed graph"
  cites    GareyJohnson1979 "GT39"
  instance D : digraph
  valid    every (u, v) in D.arcs: u != v
  measures n = |D.vertices|
           m = |D.arcs|
  witness  p : ordering of D.vertices
  accepts  every i in 1 .. |p| - 1: (p[i - 1], p[i]) in D.arcs
