# expect: refuted forward
# because: The clauses are the terms, without negation.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the source: ["v0"]
reduction SAT -> NonTautology
  given    phi
  labels   old(variable : phi.variables)
  let      negated(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
  target   variables = { old(x) | x in phi.variables }
           terms     = [ [ negated(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | old(x) in a }
