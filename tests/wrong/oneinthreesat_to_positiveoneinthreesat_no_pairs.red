# expect: refuted backward
# because: A variable and its negation may both be true.
# instance: {"variables": ["v0"], "clauses": [[{"negative": "v0"}]]}
# witness of the target: ["yes(v0)", "no(v0)"]
reduction OneInThreeSAT -> PositiveOneInThreeSAT
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables)
  let      lift(l) = case l of positive(x): positive(yes(x)); negative(x): positive(no(x))
  target   variables = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
           clauses   = [ [ lift(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
  backward a -> a = { x | yes(x) in a }
