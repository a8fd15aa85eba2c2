# expect: 5:17 `in` is a word of the language
# fix: choose another name
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(in : phi.variables)
