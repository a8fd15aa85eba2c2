reduction NAESAT -> SetSplitting
  "An element per literal, a set for each variable's two literals, and a set per clause."
  because  "A split of the pairs is an assignment. A clause is split iff two of its literals differ."
  cites    Lovasz1973
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables), pair(variable : phi.variables),
             clause(place : position)
  let      element(l) = case l of positive(x): yes(x); negative(x): no(x)
  target   universe = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           index    = { pair(x) | x in phi.variables } + { clause(i) | i in positions(phi.clauses) }
           family   = { pair(x) -> {yes(x), no(x)} | x in phi.variables }
                      with { clause(i) -> { element(l) | l in c } | i -> c in phi.clauses }
  forward  a -> S = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
  backward S -> a = { x | yes(x) in S }
  claims   target.n = 2*n
           target.m = n + m
           target.t <= 2*n + t
           parsimonious
