# expect: refuted backward
# because: Everything is read as true.
# instance: {"variables": ["v0", "v1"], "clauses": [[{"positive": "v0"}, {"positive": "v1"}]]}
# witness of the target: ["old(v0)"]
reduction NAESAT -> SAT
  given    phi
  labels   old(variable : phi.variables)
  let      same(l)    = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           negated(l) = case l of positive(x): negative(old(x)); negative(x): positive(old(x))
  target   variables = { old(x) | x in phi.variables }
           clauses   = [ [ same(l) | l in c ] | c in phi.clauses ] ++ [ [ negated(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = phi.variables
