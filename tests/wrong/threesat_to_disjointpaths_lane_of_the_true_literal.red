# expect: refuted backward
# because: A variable is read as true whose path runs along its own lane.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: [["along(v0)", "left(v0)"], ["along(v0)", "right(v0)"], ["along(v0)", "lane(negative(v0), 0)"], ["along(v0)", "lane(negative(v0), 1)"], ["across(0)", "above(0)"], ["across(0)", "below(0)"], ["across(0)", "lane(positive(v0), 0)"]]
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
  backward P -> a = { x | x in phi.variables where (along(x), lane(positive(x), 0)) in P }
