# expect: holds
# because: A label may carry a literal, or a tuple with one.
# within: n = 1, m = 2
# slow: n = 2, m = 2
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(first : position, set : literal over phi.variables)
  let      nodes = { node(i, l) | i -> c in phi.clauses, l in c }
  target   G.vertices = nodes
           G.edges    = { {node(i, l), node(i, k)} | i -> c in phi.clauses, l in c, k in c where l != k }
                        + { {node(i, positive(x)), node(j, negative(x))}
                          | node(i, positive(x)) in nodes, node(j, negative(y)) in nodes where x = y }
           k          = |phi.clauses|
  forward  a -> S = { node(i, first l in c: holds(a, l)) | i -> c in phi.clauses }
  backward S -> a = { x | node(_, positive(x)) in S }
  claims   target.n <= 3*m
           target.m <= 9*m + 9*m^2
