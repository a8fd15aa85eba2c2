# Two vertices make a cycle if both arcs are there; one vertex and none do not.
problem DirectedHamiltonianCycle "Hamiltonian cycle of a directed graph (with at least two vertices)"
  cites    Karp1972
  instance D : digraph
  valid    every (u, v) in D.arcs: u != v
  measures n = |D.vertices|
           m = |D.arcs|
  witness  c : cycle of D.vertices
  accepts  |D.vertices| >= 2 and every v -> w in c: (v, w) in D.arcs
