# expect: refuted backward
# because: Where both ends of an edge are on the other side, one is left out.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: ["root", "half(v0, v1)", "half(v1, v0)"]
reduction IndependentSet -> SimpleMaxCut
  given    x
  labels   root, old(vertex : x.G.vertices), half(near : x.G.vertices, far : x.G.vertices)
  target   G.vertices = {root} + { old(v) | v in x.G.vertices } + { half(u, v) | (u, v) in links(x.G) }
           G.edges    = { {root, old(v)} | v in x.G.vertices }
                        + { {old(u), half(u, v)} | (u, v) in links(x.G) }
                        + { {root, half(u, v)} | (u, v) in links(x.G) }
                        + { {half(u, v), half(v, u)} | {u, v} in x.G.edges }
           k          = x.k + 4 * |x.G.edges|
  forward  S -> S = { old(v) | v in S } + { half(u, v) | (u, v) in links(x.G) where u not in S }
  backward S -> chosen(v) = root in S iff old(v) not in S
                S = { v
                    | v in x.G.vertices
                        where chosen(v) }
