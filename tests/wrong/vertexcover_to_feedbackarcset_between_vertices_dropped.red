# expect: refuted backward
# because: An arc between vertices that is taken out stands for its first end.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the target: [["head(v0)", "tail(v1)"]]
reduction VertexCover -> FeedbackArcSet
  given    x
  labels   tail(vertex : x.G.vertices), head(vertex : x.G.vertices)
  target   D.vertices = { tail(v) | v in x.G.vertices } + { head(v) | v in x.G.vertices }
           D.arcs     = { (tail(v), head(v)) | v in x.G.vertices } + { (head(u), tail(v)) | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> F = { (tail(v), head(v)) | v in S }
  backward F -> S = { v | (tail(v), _) in F }
