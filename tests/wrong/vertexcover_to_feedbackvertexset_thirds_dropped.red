# expect: refuted backward
# because: A third vertex that is taken out stands for an end of its edge.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the target: ["third({v0, v1})"]
reduction VertexCover -> FeedbackVertexSet
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
