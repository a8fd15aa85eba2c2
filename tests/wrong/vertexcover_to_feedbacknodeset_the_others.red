# expect: refuted backward
# because: The vertices that stay are lifted.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the target: []
reduction VertexCover -> FeedbackNodeSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(u), old(v)) | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
