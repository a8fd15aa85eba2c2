reduction IndependentSet -> Clique
  "An independent set of a graph is a clique of its complement."
  cites    GareyJohnson1979 "3.1.3"
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.m <= n*(n - 1)/2
           target.b = b
           parsimonious
