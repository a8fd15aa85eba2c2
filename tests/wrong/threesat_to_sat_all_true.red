# expect: refuted backward
# because: A formula has more assignments than the one that makes all variables true.
# instance: {"variables": ["v0"], "clauses": [[{"negative": "v0"}]]}
# witness of the target: []
reduction ThreeSAT -> SAT
  given    phi
  target   variables = phi.variables
           clauses   = phi.clauses
  forward  a -> a = a
  backward a -> a = phi.variables
