problem HamiltonianCycleCompletion "Hamiltonian completion (at most k edges are added so that there is a Hamiltonian cycle)"
  cites    GareyJohnson1979 "GT34"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  c : cycle of G.vertices
  accepts  |G.vertices| >= 3 and (count v -> w in c: {v, w} not in G.edges) <= k
