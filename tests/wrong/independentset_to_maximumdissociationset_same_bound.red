# expect: refuted backward
# because: All own neighbours are a dissociation set.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: ["old(v0)"]
reduction IndependentSet -> MaximumDissociationSet
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k
  forward  S -> S = { old(v) | v in S } + { tip(v) | v in x.G.vertices }
  backward S -> S = { v | v in x.G.vertices where old(v) in S and tip(v) in S }
