# expect: 5:21 `nat` is no kind of argument
# fix: a natural number is the kind `position`
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(i : nat)
  target   G.vertices = {}
           G.edges    = {}
           k          = 0
  forward  a -> S = {}
  backward S -> a = {}
