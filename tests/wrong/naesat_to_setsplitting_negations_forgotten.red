# expect: refuted forward
# because: A negated variable must lie on the other side.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction NAESAT -> SetSplitting
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables), pair(variable : phi.variables),
             clause(place : position)
  let      element(l) = case l of positive(x): yes(x); negative(x): no(x)
  target   universe = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           index    = { pair(x) | x in phi.variables } + { clause(i) | i in positions(phi.clauses) }
           family   = { pair(x) -> {yes(x), no(x)} | x in phi.variables }
                      with { clause(i) -> { element(l) | l in c } | i -> c in phi.clauses }
  forward  a -> S = { yes(x) | x in a }
  backward S -> a = { x | yes(x) in S }
