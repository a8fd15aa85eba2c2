# hides: problem VertexCover, another
# hides: reduction IndependentSet:VertexCover, another
problem VertexCover "Vertex cover"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  |S| >= k and every {u, v} in G.edges: not (u in S and v in S)

reduction IndependentSet -> VertexCover
  given x
  target G.vertices = x.G.vertices
         G.edges = x.G.edges
         k = x.k
  forward S -> S = S
  backward S -> S = S

problem Loner "Is the number zero?"
  instance k : nat
  measures b = bits(k)
  witness  none
  accepts  k = 0
