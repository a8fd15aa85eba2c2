# expect: refuted forward
# because: The negation of a false variable is true.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction OneInThreeSAT -> PositiveOneInThreeSAT
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables)
  let      lift(l) = case l of positive(x): positive(yes(x)); negative(x): positive(no(x))
  target   variables = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           clauses   = [ [positive(yes(x)), positive(no(x))] | x in listed(phi.variables) ]
                       ++ [ [ lift(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { yes(x) | x in a }
  backward a -> a = { x | yes(x) in a }
