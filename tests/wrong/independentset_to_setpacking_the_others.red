# expect: refuted backward
# because: The stars that are not packed are lifted.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: ["star(v0)"]
reduction IndependentSet -> SetPacking
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { star(v) | v in S }
  backward P -> S = { v | v in x.G.vertices where star(v) not in P }
