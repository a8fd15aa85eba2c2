# expect: refuted backward
# because: The last two cliques get one colour.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: {"old(v0)": 2, "old(v1)": 1}
reduction ChromaticNumber -> CliqueCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  f -> f = { old(v) -> f[v] | v in x.G.vertices }
  backward f -> f = { v -> if f[old(v)] = x.k then max(1, x.k - 1) else f[old(v)] | v in x.G.vertices }
