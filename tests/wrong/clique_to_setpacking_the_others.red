# expect: refuted backward
# because: The vertices that are not packed are lifted.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: ["far(v0)"]
reduction Clique -> SetPacking
  given    x
  labels   apart(pair : set of x.G.vertices), far(vertex : x.G.vertices)
  let      missing = { {u, v} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
  target   universe = { apart(p) | p in missing }
           index    = { far(v) | v in x.G.vertices }
           family   = { far(v) -> { apart(p) | p in missing where v in p } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { far(v) | v in S }
  backward P -> S = { v | v in x.G.vertices where far(v) not in P }
