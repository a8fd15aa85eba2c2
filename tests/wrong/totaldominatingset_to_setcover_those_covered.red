# expect: refuted backward
# because: A set that covers a vertex is not that of the vertex.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"]]}, "k": 2}
# witness of the target: ["around(v0)", "around(v1)"]
reduction TotalDominatingSet -> SetCover
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | v in x.G.vertices where some u in x.G.vertices: around(u) in C and {u, v} in x.G.edges }
