problem HamiltonianCycle "Hamiltonian cycle (of a graph with at least three vertices)"
  cites    Karp1972
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  c : cycle of G.vertices
  accepts  |G.vertices| >= 3 and every v -> w in c: {v, w} in G.edges
