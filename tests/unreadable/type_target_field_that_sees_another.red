# expect: 8:26 `G` is not known here
# fix: a target field does not see the others: name what both need with `let`
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(l : literal over phi.variables)
  target   G.vertices = { node(positive(v)) | v in phi.variables }
           G.edges    = {}
           k          = |G.vertices|
  forward  a -> S = {}
  backward S -> a = {}
