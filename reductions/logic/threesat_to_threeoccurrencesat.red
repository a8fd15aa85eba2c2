reduction ThreeSAT -> ThreeOccurrenceSAT
  "A copy of the variable for each place where it stands; around a ring, each copy implies the next."
  because  "Around the ring all copies are equal. A copy stands in its own place, and twice in the ring."
  cites    Tovey1984
  given    phi
  labels   old(variable : phi.variables), copy(clause : position, place : position)
  let      ring(x)      = [old(x)] ++ [ copy(i, p) | i -> c in phi.clauses, p -> l in c where variable(l) = x ]
           before(y, x) = ring(x)[(first q in positions(ring(x)): ring(x)[q] = y) - 1]
           last(x)      = ring(x)[|ring(x)| - 1]
  target   variables = { old(x) | x in phi.variables } + { copy(i, p) | i -> c in phi.clauses, p in positions(c) }
           clauses   = [ [ case l of positive(_): positive(copy(i, p)); negative(_): negative(copy(i, p))
                         | p -> l in c ]
                       | i -> c in phi.clauses ]
                       ++ [ [negative(before(copy(i, p), variable(l))), positive(copy(i, p))]
                          | i -> c in phi.clauses, p -> l in c ]
                       ++ [ [negative(last(x)), positive(old(x))] | x in listed(phi.variables) ]
  forward  a -> a = { old(x) | x in a } + { copy(i, p) | i -> c in phi.clauses, p -> l in c where variable(l) in a }
  backward a -> a = { x | old(x) in a }
  claims   target.n <= n + 3*m
           target.m <= n + 4*m
           parsimonious
