reduction SAT -> IndependentDominatingSet
  "A triangle for each variable: its two literals, and a vertex with no other neighbour. A clause is joined to its literals."
  because  "A third vertex is dominated from within its triangle:" shows backward S -> every v in phi.variables:
                                                                                         lit(positive(v)) in S
                                                                                         or lit(negative(v)) in S
                                                                                         or rest(v) in S
           "triangles take all," shows backward S -> |phi.variables|
                                                       <= (count v in phi.variables: lit(positive(v)) in S)
                                                          + (count v in phi.variables: lit(negative(v)) in S)
                                                          + (count v in phi.variables: rest(v) in S)
           "clauses nothing," shows backward S -> (count i in positions(phi.clauses): clause(i) in S) <= 0
           "and each is dominated by a literal." shows backward S -> every i in positions(phi.clauses):
                                                                       clause(i) not in S
  cites    GareyJohnson1979 "GT2"
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
  forward  a -> S = { lit(positive(v)) | v in a } + { lit(negative(v)) | v in phi.variables where v not in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
  claims   target.n = 3*n + m
           target.m <= 3*n + t
           target.b = bits(n)
