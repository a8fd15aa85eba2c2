# expect: refuted backward
# because: If the fresh variable is true, the others are turned over.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: ["fresh"]
reduction SAT -> NAESAT
  given    phi
  labels   old(variable : phi.variables), fresh
  let      lift(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
  target   variables = { old(x) | x in phi.variables } + {fresh}
           clauses   = [ [ lift(l) | l in c ] ++ [positive(fresh)] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | x in phi.variables where old(x) in a }
