# expect: refuted forward
# because: The false literals are left out.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction SAT -> Kernel
  given    phi
  labels   lit(literal : literal over phi.variables), corner(clause : position, number : number)
  target   D.vertices = { lit(positive(v)) | v in phi.variables }
                        + { lit(negative(v)) | v in phi.variables }
                        + { corner(i, j) | i in positions(phi.clauses), j in 0 .. 2 }
           D.arcs     = { (lit(positive(v)), lit(negative(v))) | v in phi.variables }
                        + { (lit(negative(v)), lit(positive(v))) | v in phi.variables }
                        + { (corner(i, j), corner(i, (j + 1) mod 3)) | i in positions(phi.clauses), j in 0 .. 2 }
                        + { (corner(i, j), lit(l)) | i -> c in phi.clauses, l in c, j in 0 .. 2 }
  forward  a -> S = { lit(positive(v)) | v in a }
  backward S -> a = { v | v in phi.variables where lit(positive(v)) in S }
