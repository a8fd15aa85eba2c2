# expect: refuted backward
# because: A literal and its negation in a clause cancel, but count both.
# instance: {"variables": ["v0"], "clauses": [[{"negative": "v0"}, {"negative": "v0"}]]}
# witness of the target: ["old(v0)"]
reduction SAT -> ZeroOneProgramming
  given    phi
  labels   old(variable : phi.variables), clause(place : position)
  let      coefficient(c, x) = if positive(x) in c then 1 else -1
  target   variable    = { old(x) | x in phi.variables }
           row         = { clause(i) | i in positions(phi.clauses) }
           coefficient = { clause(i) -> { old(x) -> coefficient(c, x) | x in { variable(l) | l in c } }
                         | i -> c in phi.clauses }
           least       = { clause(i) -> 1 - (count l in c: l = negative(variable(l))) | i -> c in phi.clauses }
  forward  a -> S = { old(x) | x in a }
  backward S -> a = { x | old(x) in S }
