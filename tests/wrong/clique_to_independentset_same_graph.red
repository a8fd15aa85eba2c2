# expect: refuted backward
# because: A clique is independent in the complement, not in the graph.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 0}
# witness of the target: ["old(v0)", "old(v1)"]
reduction Clique -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
