reduction WeightedTwoSAT -> ZeroOneProgramming
  "A row per clause, which counts its true literals; a negative literal is 1 less its variable. One more row: not more than k variables are true."
  because  "The ones of negative literals move to the right side. Repeats count twice, and a literal and its opposite cancel out to the 1 that they give."
  cites    GusfieldPitt1992
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
  backward S -> a = { x | old(x) in S }
  claims   target.n = n
           target.m = m + 1
           target.t <= 2*m + n
           target.b <= 2
           parsimonious
