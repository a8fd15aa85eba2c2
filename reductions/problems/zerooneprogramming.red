problem ZeroOneProgramming "0-1 integer programming (does A x >= b have a solution of zeros and ones? A coefficient that is not given is 0)"
  cites    Karp1972
  instance variable    : set of labels
           row         : set of labels
           coefficient : map from each row to map from variable to int
           least       : map from each row to int
  measures n = |variable|
           m = |row|
           t = sum(|a| | r -> a in coefficient)
           b = max(bits(q) | r -> a in coefficient, x -> q in a)
           c = max(bits(q) | r -> q in least)
  witness  S : subset of variable
  accepts  every r -> a in coefficient: sum(q | x -> q in a where x in S) >= least[r]
