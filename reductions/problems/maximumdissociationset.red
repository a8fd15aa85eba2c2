problem MaximumDissociationSet "Dissociation set (k vertices, each with at most one neighbour among them)"
  cites    Yannakakis1981
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  S : subset of G.vertices
  accepts  |S| >= k and every v in S: (count u in S: {u, v} in G.edges) <= 1
