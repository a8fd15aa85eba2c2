problem BoundedDegreeSpanningTree "Spanning tree of bounded degree (no vertex has more than k of its edges)"
  cites    GareyJohnson1979 "ND1"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  T : subset of G.edges
  accepts  forest(T) and connects(T, G.vertices)
           every v in G.vertices: degree(T, v) <= k
