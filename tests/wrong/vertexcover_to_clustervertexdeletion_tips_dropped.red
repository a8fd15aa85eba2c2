# expect: refuted backward
# because: A neighbour of its own that is removed stands for its vertex.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: ["tip(v0)", "tip(v1)"]
reduction VertexCover -> ClusterVertexDeletion
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) in S }
