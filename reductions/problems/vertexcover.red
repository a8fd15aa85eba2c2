problem VertexCover "Vertex cover"
  cites    Karp1972
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  |S| <= k and every {u, v} in G.edges: u in S or v in S
