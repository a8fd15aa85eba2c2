reduction OneInThreeSAT -> PositiveOneInThreeSAT
  "A variable for each literal; one clause says that a literal and its opposite are not equal."
  cites    GareyJohnson1979 "LO4"
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables)
  let      lift(l) = case l of positive(x): positive(yes(x)); negative(x): positive(no(x))
  target   variables = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           clauses   = [ [positive(yes(x)), positive(no(x))] | x in listed(phi.variables) ]
                       ++ [ [ lift(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
  backward a -> a = { x | yes(x) in a }
  claims   target.n = 2*n
           target.m = n + m
           parsimonious
