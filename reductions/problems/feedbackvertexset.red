problem FeedbackVertexSet "Feedback vertex set (vertices that meet every cycle of an undirected graph)"
  cites    GareyJohnson1979 "GT7"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  |S| <= k and forest({ e | e in G.edges where every v in e: v not in S })
