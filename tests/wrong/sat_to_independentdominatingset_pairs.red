# expect: refuted backward
# run: slow
# because: Without the third vertex, clauses may dominate both literals.
# instance: {"variables": ["v0", "v1"], "clauses": [[], [{"positive": "v0"}, {"positive": "v1"}, {"negative": "v0"}, {"negative": "v1"}]]}
# witness of the target: ["clause(0)", "clause(1)"]
reduction SAT -> IndependentDominatingSet
  given    phi
  labels   lit(literal : literal over phi.variables), clause(clause : position)
  target   G.vertices = { lit(positive(v)) | v in phi.variables }
                        + { lit(negative(v)) | v in phi.variables }
                        + { clause(i) | i in positions(phi.clauses) }
           G.edges    = { {lit(positive(v)), lit(negative(v))} | v in phi.variables }
                        + { {lit(l), clause(i)} | i -> c in phi.clauses, l in c }
           k          = |phi.variables|
  forward  a -> S = { lit(positive(v)) | v in a } + { lit(negative(v)) | v in phi.variables where v not in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
