reduction CliqueCover -> ChromaticNumber
  "The vertices of one clique are a colour of the complement."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  f -> f = { old(v) -> f[v] | v in x.G.vertices }
  backward f -> f = { v -> f[old(v)] | v in x.G.vertices }
  claims   target.n = n
           target.m <= n*(n - 1)/2
           target.b = b
           parsimonious
