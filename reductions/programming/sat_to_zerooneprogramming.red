reduction SAT -> ZeroOneProgramming
  "A row per clause, which counts its true literals; a negative literal is 1 less its variable."
  because  "The ones of negative literals move to the right side. Repeats count twice, and a literal and its opposite cancel out to the 1 that they give."
  cites    Karp1972
  given    phi
  labels   old(variable : phi.variables), clause(place : position)
  let      coefficient(c, x) = (count l in c: l = positive(x)) - (count l in c: l = negative(x))
  target   variable    = { old(x) | x in phi.variables }
           row         = { clause(i) | i in positions(phi.clauses) }
           coefficient = { clause(i) -> { old(x) -> coefficient(c, x) | x in { variable(l) | l in c } }
                         | i -> c in phi.clauses }
           least       = { clause(i) -> 1 - (count l in c: l = negative(variable(l))) | i -> c in phi.clauses }
  forward  a -> S = { old(x) | x in a }
  backward S -> a = { x | old(x) in S }
  claims   target.n = n
           target.m = m
           target.t <= t
           target.b <= bits(t)
           target.c <= bits(t) + 1
           parsimonious
