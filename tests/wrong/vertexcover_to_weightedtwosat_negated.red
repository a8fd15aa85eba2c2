# expect: refuted backward
# because: Chosen vertices are true; negations say that not both are chosen.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: []
reduction VertexCover -> WeightedTwoSAT
  given    x
  labels   chosen(vertex : x.G.vertices)
  target   variables = { chosen(v) | v in x.G.vertices }
           clauses   = [ [ negative(chosen(v)) | v in listed(e) ] | e in listed(x.G.edges) ]
           k         = x.k
  forward  S -> a = { chosen(v) | v in S }
  backward a -> S = { v | chosen(v) in a }
