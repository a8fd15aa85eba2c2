# expect: refuted forward
# because: A clause whose literals are all true is not met.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the source: ["v0"]
reduction SAT -> NAESAT
  given    phi
  labels   old(variable : phi.variables), fresh
  let      lift(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
  target   variables = { old(x) | x in phi.variables } + {fresh}
           clauses   = [ [ lift(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | x in phi.variables where old(x) in a iff fresh not in a }
