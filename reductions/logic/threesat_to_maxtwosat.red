reduction ThreeSAT -> MaxTwoSAT
  "Ten clauses and a fresh variable for each clause: at most seven of them are true, and seven iff the clause is."
  because  "With one or two true literals seven are true if the fresh variable is false, with three if it is true; with none, at most six."
           "A clause of fewer literals repeats its first one. An empty clause has no ten clauses, and nothing makes up for its seven."
  cites    GareyJohnsonStockmeyer1976 "1.1"
  given    phi
  labels   old(variable : phi.variables), fresh(clause : position)
  let      lift(l)   = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           lit(c, p) = lift(if p < |c| then c[p] else c[0])
           ten(i, c) = [[lit(c, 0)], [lit(c, 1)], [lit(c, 2)], [positive(fresh(i))]]
                       ++ [ [opposite(lit(c, p)), opposite(lit(c, q))] | (p, q) in [(0, 1), (0, 2), (1, 2)] ]
                       ++ [ [lit(c, p), negative(fresh(i))] | p in [0, 1, 2] ]
  target   variables = { old(x) | x in phi.variables } + { fresh(i) | i in positions(phi.clauses) }
           clauses   = [ d | i -> c in phi.clauses, d in if |c| = 0 then [] else ten(i, c) ]
           k         = 7 * |phi.clauses|
  # equivalent mutant: `[0, 1]: holds` -> `[0, 2]: holds`: with two true literals, the fresh variable is free
  forward  a -> a = { old(x) | x in a }
                    + { fresh(i)
                      | i -> c in phi.clauses where every p in [0, 1]: holds(a, if p < |c| then c[p] else c[0]) }
  backward a -> a = { x | old(x) in a }
  claims   target.n = n + m
           target.m <= 10*m
           target.b <= bits(m) + 3
