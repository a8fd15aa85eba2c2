# expect: refuted forward
# because: The negations of the false variables are false as well.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction SAT -> MonotoneSAT
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables)
  let      name(l) = case l of positive(x): yes(x); negative(x): no(x)
  target   variables = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           clauses   = [ [ positive(name(l)) | l in c ] | c in phi.clauses ]
                       ++ [ [positive(yes(x)), positive(no(x))] | x in listed(phi.variables) ]
                       ++ [ [negative(yes(x)), negative(no(x))] | x in listed(phi.variables) ]
  forward  a -> a = { yes(x) | x in a } + { no(x) | x in a }
  backward a -> a = { x | yes(x) in a }
