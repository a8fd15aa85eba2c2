# expect: refuted backward
# because: Every vertex has the same colour.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: {"old(v0)": 2, "old(v1)": 1}
reduction ChromaticNumber -> Clustering
  given    x
  labels   old(vertex : x.G.vertices)
  target   point    = { old(v) | v in x.G.vertices }
           distance = { (old(u), old(v)) -> if {u, v} in x.G.edges then 2 else 1
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           diameter = 1
  forward  f -> cluster = { old(v) -> f[v] | v in x.G.vertices }
  backward cluster -> f = { v -> 1 | v in x.G.vertices }
