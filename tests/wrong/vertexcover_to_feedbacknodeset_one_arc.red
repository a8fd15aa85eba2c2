# expect: refuted backward
# because: One arc an edge, from the first to the second, makes no cycle.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: []
reduction VertexCover -> FeedbackNodeSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(listed(e)[0]), old(listed(e)[1])) | e in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
