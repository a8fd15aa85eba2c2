problem IndependentDominatingSet "Independent dominating set"
  cites    GareyJohnson1979 "GT2"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  |S| <= k
           every {u, v} in G.edges: u not in S or v not in S
           every v in G.vertices: v in S or some u in S: {u, v} in G.edges
