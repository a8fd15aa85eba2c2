# expect: refuted backward
# because: A variable and its negation may lie on one side.
# instance: {"variables": ["v0", "v1"], "clauses": [[{"positive": "v0"}, {"negative": "v1"}]]}
# witness of the target: ["yes(v0)"]
reduction NAESAT -> SetSplitting
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables),  clause(place : position)
  let      element(l) = case l of positive(x): yes(x); negative(x): no(x)
  target   universe = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           index    = { clause(i) | i in positions(phi.clauses) }
           family   = { clause(i) -> { element(l) | l in c } | i -> c in phi.clauses }
  forward  a -> S = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
  backward S -> a = { x | yes(x) in S }
