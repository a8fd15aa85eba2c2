# expect: refuted backward
# because: A clause waits for all its literals, and so for none where it is empty; of a variable, one literal comes first, whichever is true (as proposed to problem-reductions: issue 476).
# instance: {"variables": [], "clauses": [[]]}
# witness of the target: {"step(0, 1)": 1}
reduction ThreeSAT -> PrecedenceConstrainedScheduling
  given    phi
  labels   lit(literal : literal over phi.variables), step(clause : position, number : position)
  let      m        = |phi.clauses|
           literals = { positive(x) | x in phi.variables } + { negative(x) | x in phi.variables }
  target   task       = { lit(l) | l in literals } + { step(i, d) | i in positions(phi.clauses), d in 1 .. m }
           before     = { (lit(positive(x)), lit(negative(x))) | x in phi.variables }
                        + { (lit(l), step(i, 1)) | i -> c in phi.clauses, l in c }
                        + { (step(i, d), step(i, d + 1)) | i in positions(phi.clauses), d in 1 .. m - 1 }
           processors = |phi.variables| + m
           deadline   = m + 1
  forward  a -> slot = { lit(l) -> if holds(a, l) then 1 else 2 | l in literals }
                       with { step(i, d) -> d + 1 | i in positions(phi.clauses), d in 1 .. m }
  backward slot -> a = { x | x in phi.variables where slot[lit(positive(x))] = 1 }
