# expect: refuted backward
# because: A clause is a vertex, which may be in the kernel itself.
# instance: {"variables": [], "clauses": [[]]}
# witness of the target: ["corner(0)"]
reduction SAT -> Kernel
  given    phi
  labels   lit(literal : literal over phi.variables), corner(clause : position)
  target   D.vertices = { lit(positive(v)) | v in phi.variables }
                        + { lit(negative(v)) | v in phi.variables }
                        + { corner(i) | i in positions(phi.clauses) }
           D.arcs     = { (lit(positive(v)), lit(negative(v))) | v in phi.variables }
                        + { (lit(negative(v)), lit(positive(v))) | v in phi.variables }
                        + { (corner(i), lit(l)) | i -> c in phi.clauses, l in c }
  forward  a -> S = { lit(positive(v)) | v in a } + { lit(negative(v)) | v in phi.variables where v not in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
