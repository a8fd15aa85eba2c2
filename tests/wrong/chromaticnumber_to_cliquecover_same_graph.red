# expect: refuted forward
# because: Colour classes are independent, and cliques of the complement alone.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 1}
# witness of the source: {"v0": 1, "v1": 1}
reduction ChromaticNumber -> CliqueCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }
           k          = x.k
  forward  f -> f = { old(v) -> f[v] | v in x.G.vertices }
  backward f -> f = { v -> f[old(v)] | v in x.G.vertices }
