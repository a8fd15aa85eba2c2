# A pair that is not given has the coefficient 0; a variable is its own square, so pairs (x, x) are the linear terms.
problem QUBO "Quadratic unconstrained binary optimisation (are there zeros and ones with a value of at most the bound?)"
  cites    Lucas2014
  instance variable    : set of labels
           coefficient : map from (variable, variable) to int
           bound       : int
  measures n = |variable|
           m = |coefficient|
           b = max(bits(q) | (_, _) -> q in coefficient)
           c = bits(bound)
  minimises bound
  witness  S : subset of variable
  accepts  sum(q | (x, y) -> q in coefficient where x in S and y in S) <= bound
