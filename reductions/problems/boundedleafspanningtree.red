problem BoundedLeafSpanningTree "Spanning tree with at most k leaves"
  cites    SalamonWiener2008
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  T : subset of G.edges
  accepts  forest(T) and connects(T, G.vertices)
           (count v in G.vertices: degree(T, v) = 1) <= k
