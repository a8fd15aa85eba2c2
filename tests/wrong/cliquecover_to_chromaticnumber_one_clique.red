# expect: refuted backward
# because: All vertices are put into the first clique.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 2}
# witness of the target: {"old(v0)": 2, "old(v1)": 1}
reduction CliqueCover -> ChromaticNumber
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  f -> f = { old(v) -> f[v] | v in x.G.vertices }
  backward f -> f = { v -> 1 | v in x.G.vertices }
