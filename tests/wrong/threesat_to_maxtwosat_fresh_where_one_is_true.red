# expect: refuted forward
# because: Seven clauses hold at best: with one true literal the fresh variable is false.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: []
reduction ThreeSAT -> MaxTwoSAT
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
  forward  a -> a = { old(x) | x in a }
                    + { fresh(i)
                      | i -> c in phi.clauses where some p in [0, 1]: |c| > 0 and holds(a, if p < |c| then c[p] else c[0]) }
  backward a -> a = { x | old(x) in a }
