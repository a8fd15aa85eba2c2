# expect: 5:21 found `one of`
# fix: the kind of an argument is the set itself
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(v : one of phi.variables)
