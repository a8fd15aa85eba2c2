# expect: refuted backward
# because: The assignment is turned around.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: ["old(v0)"]
reduction SAT -> NonTautology
  given    phi
  labels   old(variable : phi.variables)
  let      negated(l) = case l of positive(x): negative(old(x)); negative(x): positive(old(x))
  target   variables = { old(x) | x in phi.variables }
           terms     = [ [ negated(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | x in phi.variables where old(x) not in a }
