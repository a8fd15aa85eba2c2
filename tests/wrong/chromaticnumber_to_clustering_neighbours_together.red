# expect: refuted forward
# because: Neighbours are close: a cluster is a clique.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 1}
# witness of the source: {"v0": 1, "v1": 1}
reduction ChromaticNumber -> Clustering
  given    x
  labels   old(vertex : x.G.vertices)
  target   point    = { old(v) | v in x.G.vertices }
           distance = { (old(u), old(v)) -> if {u, v} in x.G.edges then 1 else 2
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           diameter = 1
  forward  f -> cluster = { old(v) -> f[v] | v in x.G.vertices }
  backward cluster -> f = { v -> cluster[old(v)] | v in x.G.vertices }
