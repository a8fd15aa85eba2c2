reduction SAT -> Kernel
  "The two literals of a variable lead to each other. A clause is a directed triangle, each corner with arcs to the literals."
  because  "Of two literals that lead to each other and nowhere else a kernel has exactly one."
           "A directed triangle has no kernel of its own: a clause without a true literal has none, and with one its corners stay out."
  cites    Chvatal1973
  given    phi
  labels   lit(literal : literal over phi.variables), corner(clause : position, number : number)
  # equivalent mutant: `+ 1) mod 3` -> `- 1) mod 3`: the triangle runs the other way
  # equivalent mutant: `mod 3)) |` -> `div 3)) |`: a corner that leads to itself is in no kernel, and the others lead to it
  target   D.vertices = { lit(positive(v)) | v in phi.variables }
                        + { lit(negative(v)) | v in phi.variables }
                        + { corner(i, j) | i in positions(phi.clauses), j in 0 .. 2 }
           D.arcs     = { (lit(positive(v)), lit(negative(v))) | v in phi.variables }
                        + { (lit(negative(v)), lit(positive(v))) | v in phi.variables }
                        + { (corner(i, j), corner(i, (j + 1) mod 3)) | i in positions(phi.clauses), j in 0 .. 2 }
                        + { (corner(i, j), lit(l)) | i -> c in phi.clauses, l in c, j in 0 .. 2 }
  forward  a -> S = { lit(positive(v)) | v in a } + { lit(negative(v)) | v in phi.variables where v not in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
  claims   target.n <= 2*n + 3*m
           target.m <= 2*n + 3*m + 3*t
           parsimonious
