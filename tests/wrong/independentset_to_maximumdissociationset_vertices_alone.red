# expect: refuted backward
# because: Vertices whose own neighbours are missing may be joined.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: ["old(v0)", "old(v1)"]
reduction IndependentSet -> MaximumDissociationSet
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k + |x.G.vertices|
  forward  S -> S = { old(v) | v in S } + { tip(v) | v in x.G.vertices }
  backward S -> S = { v | v in x.G.vertices where old(v) in S }
