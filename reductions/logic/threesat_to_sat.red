reduction ThreeSAT -> SAT
  "Clauses of at most three literals are clauses."
  cites    Cook1971
  given    phi
  target   variables = phi.variables
           clauses   = phi.clauses
  forward  a -> a = a
  backward a -> a = a
  claims   target.n = n
           target.m = m
           target.t <= 3*m
           parsimonious
