# expect: refuted backward
# because: Four edges are cut for each edge.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the target: ["root", "old(v0)", "old(v1)"]
reduction IndependentSet -> SimpleMaxCut
  given    x
  labels   root, old(vertex : x.G.vertices), half(near : x.G.vertices, far : x.G.vertices)
  target   G.vertices = {root} + { old(v) | v in x.G.vertices } + { half(u, v) | (u, v) in links(x.G) }
           G.edges    = { {root, old(v)} | v in x.G.vertices }
                        + { {old(u), half(u, v)} | (u, v) in links(x.G) }
                        + { {root, half(u, v)} | (u, v) in links(x.G) }
                        + { {half(u, v), half(v, u)} | {u, v} in x.G.edges }
           k          = x.k + 3 * |x.G.edges|
  forward  S -> S = { old(v) | v in S } + { half(u, v) | (u, v) in links(x.G) where u not in S }
  backward S -> chosen(v) = root in S iff old(v) not in S
                S = { v
                    | v in x.G.vertices
                        where chosen(v) and every e in x.G.edges: v != listed(e)[0] or not (every u in e: chosen(u)) }
