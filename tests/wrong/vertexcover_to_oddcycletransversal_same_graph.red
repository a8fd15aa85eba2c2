# expect: refuted backward
# because: A graph without odd cycles needs no vertex removed, and may have edges.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: {"S": [], "left": ["old(v0)"]}
reduction VertexCover -> OddCycleTransversal
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                left = { old(v) | v in x.G.vertices }
  backward (S, _) -> S = { v | old(v) in S }
