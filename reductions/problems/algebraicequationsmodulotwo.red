# An equation says that a sum of products of variables is 0 modulo 2. The product of no variables is 1.
problem AlgebraicEquationsModuloTwo "Algebraic equations over GF(2) (do polynomials have a common zero?)"
  cites    GareyJohnson1979 "AN9"
  instance variable : set of labels
           monomial : set of labels
           equation : set of labels
           factors  : map from each monomial to subset of variable
           terms    : map from each equation to subset of monomial
  measures n = |variable|
           m = |equation|
           p = |monomial|
           t = sum(|A| | q -> A in factors) + sum(|A| | e -> A in terms)
  witness  S : subset of variable  # the variables that are 1
  accepts  every e -> A in terms: (count q in A: factors[q] subset S) mod 2 = 0
