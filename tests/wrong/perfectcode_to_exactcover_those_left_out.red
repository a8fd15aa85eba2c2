# expect: refuted backward
# because: The code is what is chosen, not the rest.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the target: ["around(v0)"]
reduction PerfectCode -> ExactCover
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges }
                      | v in x.G.vertices }
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | v in x.G.vertices where around(v) not in C }
