# expect: refuted forward
# because: Each negated literal lowers the right side by one.
# instance: {"variables": ["v0"], "clauses": [[{"negative": "v0"}]]}
# witness of the source: []
reduction SAT -> ZeroOneProgramming
  given    phi
  labels   old(variable : phi.variables), clause(place : position)
  let      coefficient(c, x) = (count l in c: l = positive(x)) - (count l in c: l = negative(x))
  target   variable    = { old(x) | x in phi.variables }
           row         = { clause(i) | i in positions(phi.clauses) }
           coefficient = { clause(i) -> { old(x) -> coefficient(c, x) | x in { variable(l) | l in c } }
                         | i -> c in phi.clauses }
           least       = { clause(i) -> 1 | i -> c in phi.clauses }
  forward  a -> S = { old(x) | x in a }
  backward S -> a = { x | old(x) in S }
