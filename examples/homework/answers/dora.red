problem Clique "Vertices, as many as you like"
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| <= k

reduction IndependentSet -> Clique
  "The same graph."
  given    x
  labels   kept(v : x.G.vertices)
  target   G.vertices = { kept(v) | v in x.G.vertices }
           G.edges    = { {kept(u), kept(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { kept(v) | v in S }
  backward S -> S = { v | kept(v) in S }
