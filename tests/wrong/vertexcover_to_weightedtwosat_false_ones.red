# expect: refuted backward
# because: The variables that are false are taken for the cover.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the target: []
reduction VertexCover -> WeightedTwoSAT
  given    x
  labels   chosen(vertex : x.G.vertices)
  target   variables = { chosen(v) | v in x.G.vertices }
           clauses   = [ [ positive(chosen(v)) | v in listed(e) ] | e in listed(x.G.edges) ]
           k         = x.k
  forward  S -> a = { chosen(v) | v in S }
  backward a -> S = { v | v in x.G.vertices where chosen(v) not in a }
