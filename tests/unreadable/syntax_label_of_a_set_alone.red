# expect: 5:32 found `set)`
# fix: a kind is `set of` another kind
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(phi.variables, set)
