# expect: refuted backward
# because: A third vertex that is removed stands for an end of its edge.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the target: {"S": ["third({v0, v1})"], "left": ["old(v0)"]}
reduction VertexCover -> OddCycleTransversal
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                left = { old(v) | v in x.G.vertices }
  backward (S, _) -> S = { v | old(v) in S }
