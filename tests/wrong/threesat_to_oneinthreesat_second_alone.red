# expect: refuted forward
# because: The last row forgets the fourth fresh variable.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: []
reduction ThreeSAT -> OneInThreeSAT
  given    phi
  labels   old(variable : phi.variables), a(clause : position), b(clause : position), c(clause : position),
             d(clause : position), falsum, verum
  let      lift(l)       = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           lit(k, p)     = if p < |k| then lift(k[p]) else positive(falsum)
           true(e, k, p) = p < |k| and holds(e, k[p])
           fresh         = { a(i) | i -> _ in phi.clauses }
                           + { b(i) | i -> _ in phi.clauses }
                           + { c(i) | i -> _ in phi.clauses }
                           + { d(i) | i -> _ in phi.clauses }
  target   variables = { old(x) | x in phi.variables } + fresh + {falsum, verum}
           clauses   = [[positive(falsum), positive(falsum), positive(verum)]]
                       ++ [ k
                          | i -> q in phi.clauses,
                            k in [[opposite(lit(q, 0)), positive(a(i)), positive(b(i))],
                                  [positive(b(i)), lit(q, 1), positive(c(i))],
                                  [positive(c(i)), positive(d(i)), opposite(lit(q, 2))]] ]
  forward  e -> a = { old(x) | x in e }
                    + {verum}
                    + { a(i) | i -> k in phi.clauses where true(e, k, 0) and true(e, k, 1) }
                    + { b(i) | i -> k in phi.clauses where true(e, k, 0) and not true(e, k, 1) }
                    + { c(i) | i -> k in phi.clauses where not true(e, k, 0) and not true(e, k, 1) }
                    + { d(i) | i -> k in phi.clauses where true(e, k, 2) }
  backward e -> a = { x | old(x) in e }
