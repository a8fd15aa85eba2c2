problem HamiltonianPathBetween "Hamiltonian path between two vertices"
  cites    GareyJohnson1979 "GT39"
  instance G : graph
           s : one of G.vertices
           t : one of G.vertices
  valid    s != t
  measures n = |G.vertices|
           m = |G.edges|
  witness  p : ordering of G.vertices
  accepts  p[0] = s and p[|p| - 1] = t
           every i in 1 .. |p| - 1: {p[i - 1], p[i]} in G.edges
