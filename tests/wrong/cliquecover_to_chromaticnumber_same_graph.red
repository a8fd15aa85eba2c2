# expect: refuted backward
# because: A colour has no edges, a clique all.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 1}
# witness of the target: {"old(v0)": 1, "old(v1)": 1}
reduction CliqueCover -> ChromaticNumber
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | {u, v} in x.G.edges }
           k          = x.k
  forward  f -> f = { old(v) -> f[v] | v in x.G.vertices }
  backward f -> f = { v -> f[old(v)] | v in x.G.vertices }
