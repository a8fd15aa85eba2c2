# expect: refuted forward
# because: A literal has a single vertex for all clauses: only one of them can cross it.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}], [{"positive": "v0"}]]}
# witness of the source: ["v0"]
reduction ThreeSAT -> DisjointPaths
  given    phi
  labels   left(variable : phi.variables), right(variable : phi.variables), above(clause : position),
             below(clause : position), lane(literal : literal over phi.variables, place : position),
             along(variable : phi.variables), across(clause : position)
  let      places   = positions(phi.clauses)
           m        = |phi.clauses|
           literals = { positive(x) | x in phi.variables } + { negative(x) | x in phi.variables }
  target   G.vertices = { left(x) | x in phi.variables }
                        + { right(x) | x in phi.variables }
                        + { above(i) | i in places }
                        + { below(i) | i in places }
                        + { lane(l, i) | l in literals, i in {0} }
           G.edges    = { {left(variable(l)), lane(l, 0)} | l in literals }
                        + { {lane(l, 0), right(variable(l))} | l in literals }
                        + { {above(i), lane(l, 0)} | i -> c in phi.clauses, l in c }
                        + { {lane(l, 0), below(i)} | i -> c in phi.clauses, l in c }
           pair       = { along(x) | x in phi.variables } + { across(i) | i in places }
           start      = { along(x) -> left(x) | x in phi.variables } with { across(i) -> above(i) | i in places }
           finish     = { along(x) -> right(x) | x in phi.variables } with { across(i) -> below(i) | i in places }
  forward  a -> P = { (along(x), left(x)) | x in phi.variables }
                    + { (along(x), right(x)) | x in phi.variables }
                    + { (along(x), lane(if x in a then negative(x) else positive(x), 0))
                      | x in phi.variables }
                    + { (across(i), above(i)) | i in places }
                    + { (across(i), below(i)) | i in places }
                    + { (across(i), lane(first l in c: holds(a, l), 0)) | i -> c in phi.clauses }
  backward P -> a = { x | x in phi.variables where (along(x), lane(negative(x), 0)) in P }
