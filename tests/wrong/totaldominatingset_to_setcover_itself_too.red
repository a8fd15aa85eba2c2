# expect: refuted backward
# because: A vertex does not dominate itself.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: ["around(v0)"]
reduction TotalDominatingSet -> SetCover
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
