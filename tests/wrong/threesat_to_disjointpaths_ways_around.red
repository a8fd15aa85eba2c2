# expect: refuted backward
# because: A variable's path may go another way at each clause, and a clause's path takes no notice of which literals are true (a rule that problem-reductions gave up: issue 370).
# instance: {"variables": [], "clauses": [[]]}
# witness of the target: [["across(0)", "above(0)"], ["across(0)", "below(0)"]]
reduction ThreeSAT -> DisjointPaths
  given    phi
  labels   left(variable : phi.variables), right(variable : phi.variables),
             before(variable : phi.variables, clause : position), after(variable : phi.variables, clause : position),
             above(clause : position), below(clause : position), place(clause : position, number : position),
             along(variable : phi.variables), across(clause : position)
  let      m = |phi.clauses|
  target   G.vertices = { left(x) | x in phi.variables }
                        + { right(x) | x in phi.variables }
                        + { before(x, i) | x in phi.variables, i in positions(phi.clauses) }
                        + { after(x, i) | x in phi.variables, i in positions(phi.clauses) }
                        + { above(i) | i in positions(phi.clauses) }
                        + { below(i) | i in positions(phi.clauses) }
                        + { place(i, p) | i -> c in phi.clauses, p in positions(c) }
           G.edges    = { {left(x), before(x, 0)} | x in phi.variables where m > 0 }
                        + { {left(x), right(x)} | x in phi.variables where m = 0 }
                        + { {before(x, i), after(x, i)} | x in phi.variables, i in positions(phi.clauses) }
                        + { {after(x, i), before(x, i + 1)} | x in phi.variables, i in 0 .. m - 2 }
                        + { {after(x, m - 1), right(x)} | x in phi.variables where m > 0 }
                        + { {before(variable(l), i), place(i, p)} | i -> c in phi.clauses, p -> l in c }
                        + { {place(i, p), after(variable(l), i)} | i -> c in phi.clauses, p -> l in c }
                        + { {above(i), below(i)} | i -> c in phi.clauses where |c| = 0 }
                        + { {above(i), place(i, 0)} | i -> c in phi.clauses where |c| > 0 }
                        + { {place(i, p), place(i, p + 1)} | i -> c in phi.clauses, p in 0 .. |c| - 2 }
                        + { {place(i, |c| - 1), below(i)} | i -> c in phi.clauses where |c| > 0 }
           pair       = { along(x) | x in phi.variables } + { across(i) | i in positions(phi.clauses) }
           start      = { along(x) -> left(x) | x in phi.variables }
                        with { across(i) -> above(i) | i in positions(phi.clauses) }
           finish     = { along(x) -> right(x) | x in phi.variables }
                        with { across(i) -> below(i) | i in positions(phi.clauses) }
  forward  _ -> P = { (along(x), left(x)) | x in phi.variables }
                    + { (along(x), right(x)) | x in phi.variables }
                    + { (along(x), before(x, i)) | x in phi.variables, i in positions(phi.clauses) }
                    + { (along(x), after(x, i)) | x in phi.variables, i in positions(phi.clauses) }
                    + { (across(i), above(i)) | i in positions(phi.clauses) }
                    + { (across(i), below(i)) | i in positions(phi.clauses) }
                    + { (across(i), place(i, p)) | i -> c in phi.clauses, p in positions(c) }
  backward P -> a = { x
                    | x in phi.variables
                        where some i -> c in phi.clauses, p in positions(c): (along(x), place(i, p)) in P }
