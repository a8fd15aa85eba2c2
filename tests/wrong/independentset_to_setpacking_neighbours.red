# expect: refuted backward
# because: Sets of neighbours meet where two vertices share one, joined or not.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: ["star(v0)", "star(v1)"]
reduction IndependentSet -> SetPacking
  given    x
  labels   covered(vertex : x.G.vertices), star(vertex : x.G.vertices)
  target   universe = { covered(v) | v in x.G.vertices }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(u) | u in x.G.vertices where {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { star(v) | v in S }
  backward P -> S = { v | star(v) in P }
