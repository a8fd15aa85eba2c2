reduction SAT -> MonotoneSAT
  "A variable for each literal, and two clauses that say that a literal and its opposite are not equal."
  cites    GareyJohnson1979 "LO2"
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables)
  let      name(l) = case l of positive(x): yes(x); negative(x): no(x)
  target   variables = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           clauses   = [ [ positive(name(l)) | l in c ] | c in phi.clauses ]
                       ++ [ [positive(yes(x)), positive(no(x))] | x in listed(phi.variables) ]
                       ++ [ [negative(yes(x)), negative(no(x))] | x in listed(phi.variables) ]
  forward  a -> a = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
  backward a -> a = { x | yes(x) in a }
  claims   target.n = 2*n
           target.m = 2*n + m
           target.t <= t + 4*n
           parsimonious
