# expect: refuted backward
# because: Implications that do not come back leave the last copies free.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: ["copy(0, 0)"]
reduction ThreeSAT -> ThreeOccurrenceSAT
  given    phi
  labels   old(variable : phi.variables), copy(clause : position, place : position)
  let      ring(x)      = [old(x)] ++ [ copy(i, p) | i -> c in phi.clauses, p -> l in c where variable(l) = x ]
           before(y, x) = ring(x)[(first q in positions(ring(x)): ring(x)[q] = y) - 1]
  target   variables = { old(x) | x in phi.variables } + { copy(i, p) | i -> c in phi.clauses, p in positions(c) }
           clauses   = [ [ case l of positive(_): positive(copy(i, p)); negative(_): negative(copy(i, p))
                         | p -> l in c ]
                       | i -> c in phi.clauses ]
                       ++ [ [negative(before(copy(i, p), variable(l))), positive(copy(i, p))]
                          | i -> c in phi.clauses, p -> l in c ]
  forward  a -> a = { old(x) | x in a } + { copy(i, p) | i -> c in phi.clauses, p -> l in c where variable(l) in a }
  backward a -> a = { x | old(x) in a }
