# expect: refuted backward
# because: Sets of edges that are there make adjacent vertices meet.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 0}
# witness of the target: ["far(v0)", "far(v1)"]
reduction Clique -> SetPacking
  given    x
  labels   apart(pair : set of x.G.vertices), far(vertex : x.G.vertices)
  let      missing = { {u, v} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} in x.G.edges }
  target   universe = { apart(p) | p in missing }
           index    = { far(v) | v in x.G.vertices }
           family   = { far(v) -> { apart(p) | p in missing where v in p } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { far(v) | v in S }
  backward P -> S = { v | far(v) in P }
