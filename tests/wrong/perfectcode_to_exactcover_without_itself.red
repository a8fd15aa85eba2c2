# expect: refuted forward
# because: A vertex of the code is met by itself.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the source: ["v0"]
reduction PerfectCode -> ExactCover
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where {u, v} in x.G.edges }
                      | v in x.G.vertices }
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
