# expect: refuted forward
# because: Without split vertices, arcs that are taken out count edges.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"]]}, "k": 1}
# witness of the source: ["v0"]
reduction VertexCover -> FeedbackArcSet
  given    x
  labels   tail(vertex : x.G.vertices)
  target   D.vertices = { tail(v) | v in x.G.vertices }
           D.arcs     = { (tail(u), tail(v)) | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> F = { (tail(v), tail(u)) | v in S, u in x.G.vertices where {u, v} in x.G.edges }
  backward F -> S = { v | (tail(v), _) in F }
