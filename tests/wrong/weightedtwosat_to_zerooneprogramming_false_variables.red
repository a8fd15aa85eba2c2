# expect: refuted backward
# because: The variables that are zero are true.
# instance: {"variables": ["v0"], "clauses": [], "k": 0}
# witness of the target: []
reduction WeightedTwoSAT -> ZeroOneProgramming
  given    phi
  labels   old(variable : phi.variables), clause(place : position), few
  let      coefficient(c, x) = (count l in c: l = positive(x)) - (count l in c: l = negative(x))
  target   variable    = { old(x) | x in phi.variables }
           row         = { clause(i) | i in positions(phi.clauses) } + {few}
           coefficient = { clause(i) -> { old(x) -> coefficient(c, x) | x in { variable(l) | l in c } }
                         | i -> c in phi.clauses }
                         with { few -> { old(x) -> -1 | x in phi.variables } }
           least       = { clause(i) -> 1 - (count l in c: l = negative(variable(l))) | i -> c in phi.clauses }
                         with { few -> -phi.k }
  forward  a -> S = { old(x) | x in a }
  backward S -> a = { x | x in phi.variables where old(x) not in S }
