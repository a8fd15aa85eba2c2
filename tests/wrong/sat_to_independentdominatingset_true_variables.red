# expect: refuted forward
# because: The false literals are left out.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction SAT -> IndependentDominatingSet
  given    phi
  labels   lit(literal : literal over phi.variables), rest(variable : phi.variables), clause(clause : position)
  target   G.vertices = { lit(positive(v)) | v in phi.variables }
                        + { lit(negative(v)) | v in phi.variables }
                        + { rest(v) | v in phi.variables }
                        + { clause(i) | i in positions(phi.clauses) }
           G.edges    = { {lit(positive(v)), lit(negative(v))} | v in phi.variables }
                        + { {lit(positive(v)), rest(v)} | v in phi.variables }
                        + { {lit(negative(v)), rest(v)} | v in phi.variables }
                        + { {lit(l), clause(i)} | i -> c in phi.clauses, l in c }
           k          = |phi.variables|
  forward  a -> S = { lit(positive(v)) | v in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
