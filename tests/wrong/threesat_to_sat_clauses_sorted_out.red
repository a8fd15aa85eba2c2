# expect: refuted backward
# because: A clause of no literal may not be dropped.
# instance: {"variables": [], "clauses": [[]]}
# witness of the target: []
reduction ThreeSAT -> SAT
  given    phi
  target   variables = phi.variables
           clauses   = [ c | c in phi.clauses where |c| > 0 ]
  forward  a -> a = a
  backward a -> a = a
