reduction Clique -> SetPacking
  "One set per vertex, the pairs with the vertices that it is not joined to: two sets meet iff their vertices are not joined."
  because  "A vertex that is joined to all others has the empty set, which meets none."
  cites    Karp1972
  given    x
  labels   apart(pair : set of x.G.vertices), far(vertex : x.G.vertices)
  let      missing = { {u, v} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
  target   universe = { apart(p) | p in missing }
           index    = { far(v) | v in x.G.vertices }
           family   = { far(v) -> { apart(p) | p in missing where v in p } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { far(v) | v in S }
  backward P -> S = { v | far(v) in P }
  claims   target.n <= n*(n - 1)/2
           target.m = n
           target.t <= n*(n - 1)
           target.b = b
           parsimonious
