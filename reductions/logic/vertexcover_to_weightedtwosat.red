reduction VertexCover -> WeightedTwoSAT
  "A variable per vertex, and a clause per edge."
  cites    GusfieldPitt1992
  given    x
  labels   chosen(vertex : x.G.vertices)
  target   variables = { chosen(v) | v in x.G.vertices }
           clauses   = [ [ positive(chosen(v)) | v in listed(e) ] | e in listed(x.G.edges) ]
           k         = x.k
  forward  S -> a = { chosen(v) | v in S }
  backward a -> S = { v | chosen(v) in a }
  claims   target.n = n
           target.m = m
           target.b = b
           parsimonious
