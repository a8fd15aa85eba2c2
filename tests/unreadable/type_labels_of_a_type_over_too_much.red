# expect: 5:21 `literal` is declared over 1 home, found 2
# fix: write `literal over X`
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(l : literal over phi.variables and position)
  target   G.vertices = {}
           G.edges    = {}
           k          = 0
  forward  a -> S = {}
  backward S -> a = {}
