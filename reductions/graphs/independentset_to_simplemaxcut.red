reduction IndependentSet -> SimpleMaxCut
  "A root, joined to each vertex. An edge becomes a path of three edges; its two inner vertices are joined to the root as well."
  because  "Of the five edges that belong to an edge at most four are cut, and at most three if both of its ends are on the other side than the root."
           "So one end of each such edge is left out: that loses no more than the cut has lost."
  cites    GareyJohnson1979 "ND16"
  given    x
  labels   root, old(vertex : x.G.vertices), half(near : x.G.vertices, far : x.G.vertices)
  target   G.vertices = {root} + { old(v) | v in x.G.vertices } + { half(u, v) | (u, v) in links(x.G) }
           G.edges    = { {root, old(v)} | v in x.G.vertices }
                        + { {old(u), half(u, v)} | (u, v) in links(x.G) }
                        + { {root, half(u, v)} | (u, v) in links(x.G) }
                        + { {half(u, v), half(v, u)} | {u, v} in x.G.edges }
           k          = x.k + 4 * |x.G.edges|
  forward  S -> S = { old(v) | v in S } + { half(u, v) | (u, v) in links(x.G) where u not in S }
  # equivalent mutant: `!= listed(e)[0] or` -> `!= listed(e)[1] or`: either end will do
  backward S -> chosen(v) = root in S iff old(v) not in S
                S = { v
                    | v in x.G.vertices
                        where chosen(v) and every e in x.G.edges: v != listed(e)[0] or not (every u in e: chosen(u)) }
  claims   target.n = 1 + n + 2*m
           target.m <= n + 5*m
           target.b <= b + bits(m) + 3
