reduction IndependentSet -> Clique
  "The complement has an edge where the graph has none."
  given    x
  labels   kept(v : x.G.vertices)
  target   G.vertices = { kept(v) | v in x.G.vertices }
           G.edges    = { {kept(u), kept(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  S -> S = { kept(v) | v in S }
