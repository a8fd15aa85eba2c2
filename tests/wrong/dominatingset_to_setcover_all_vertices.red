# expect: refuted forward
# because: All sets are chosen.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the source: ["v0"]
reduction DominatingSet -> SetCover
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges }
                      | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { around(v) | v in x.G.vertices }
  backward C -> S = { v | around(v) in C }
