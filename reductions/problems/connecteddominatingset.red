# A connected set is shown by an order in which it grows: each vertex has a neighbour before it.
problem ConnectedDominatingSet "Connected dominating set"
  cites    GareyJohnson1979 "GT2"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  p : sequence of at most |G.vertices| of G.vertices
  accepts  |p| <= k
           every i in 1 .. |p| - 1: some j in 0 .. i - 1: {p[i], p[j]} in G.edges
           every v in G.vertices: some u in p: u = v or {u, v} in G.edges
