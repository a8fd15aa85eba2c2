reduction ThreeSAT -> DisjointPaths
  "A lane for each literal. A variable's path runs along one of its two lanes, that of the false literal; a clause's path crosses the lane of a true one."
  because  "A path goes on along its lane," shows backward P -> every l in literals, i in places:
                                                                  takes(P, l, i) implies takes(P, l, i + 1)
           "so it takes all of it." shows backward P -> every l in literals, i in 0 .. m:
                                                          takes(P, l, 0) implies takes(P, l, i)
           "A variable's path begins with one of its lanes." shows backward P -> every x in phi.variables:
                                                                                   takes(P, positive(x), 0)
                                                                                   or takes(P, negative(x), 0)
           "What crosses the lane of a literal crosses that of a true one."
  cites    Lynch1975
           Karp1975
  given    phi
  labels   left(variable : phi.variables), right(variable : phi.variables), above(clause : position),
             below(clause : position), lane(literal : literal over phi.variables, place : position),
             along(variable : phi.variables), across(clause : position)
  let      places         = positions(phi.clauses)
           m              = |phi.clauses|
           literals       = { positive(x) | x in phi.variables } + { negative(x) | x in phi.variables }
           takes(W, l, i) = (along(variable(l)), lane(l, i)) in W
  target   G.vertices = { left(x) | x in phi.variables }
                        + { right(x) | x in phi.variables }
                        + { above(i) | i in places }
                        + { below(i) | i in places }
                        + { lane(l, i) | l in literals, i in 0 .. m }
           G.edges    = { {left(variable(l)), lane(l, 0)} | l in literals }
                        + { {lane(l, i), lane(l, i + 1)} | l in literals, i in places }
                        + { {lane(l, m), right(variable(l))} | l in literals }
                        + { {above(i), lane(l, i)} | i -> c in phi.clauses, l in c }
                        + { {lane(l, i), below(i)} | i -> c in phi.clauses, l in c }
           pair       = { along(x) | x in phi.variables } + { across(i) | i in places }
           start      = { along(x) -> left(x) | x in phi.variables } with { across(i) -> above(i) | i in places }
           finish     = { along(x) -> right(x) | x in phi.variables } with { across(i) -> below(i) | i in places }
  forward  a -> P = { (along(x), left(x)) | x in phi.variables }
                    + { (along(x), right(x)) | x in phi.variables }
                    + { (along(x), lane(if x in a then negative(x) else positive(x), i))
                      | x in phi.variables, i in 0 .. m }
                    + { (across(i), above(i)) | i in places }
                    + { (across(i), below(i)) | i in places }
                    + { (across(i), lane(first l in c: holds(a, l), i)) | i -> c in phi.clauses }
  backward P -> a = { x | x in phi.variables where takes(P, negative(x), 0) }
  claims   target.n = 2*m*n + 4*n + 2*m
           target.m <= 2*m*n + 4*n + 6*m
           target.p = n + m
