problem HamiltonianPath "Hamiltonian path"
  cites    GareyJohnson1979 "GT39"
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  p : ordering of G.vertices
  accepts  every i in 1 .. |p| - 1: {p[i - 1], p[i]} in G.edges
