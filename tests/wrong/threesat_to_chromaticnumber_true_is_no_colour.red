# expect: refuted backward
# because: A literal is true if it has its variable's colour.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: {"own(v0)": 1, "none": 2, "yes(v0)": 1, "no(v0)": 2, "met(0)": 1}
reduction ThreeSAT -> ChromaticNumber
  given    phi
  labels   own(variable : phi.variables), none, yes(variable : phi.variables), no(variable : phi.variables),
             met(clause : position)
  let      order  = listed(phi.variables)
           number = { x -> i + 1 | i -> x in order }
  target   G.vertices = {none}
                        + { own(x) | x in phi.variables }
                        + { yes(x) | x in phi.variables }
                        + { no(x) | x in phi.variables }
                        + { met(i) | i in positions(phi.clauses) }
           G.edges    = { {none, own(x)} | x in phi.variables }
                        + { {own(x), own(y)} | x in phi.variables, y in phi.variables where x != y }
                        + { {own(x), yes(y)} | x in phi.variables, y in phi.variables where x != y }
                        + { {own(x), no(y)} | x in phi.variables, y in phi.variables where x != y }
                        + { {yes(x), no(x)} | x in phi.variables }
                        + { {none, met(i)} | i in positions(phi.clauses) }
                        + { {met(i), yes(x)} | i -> c in phi.clauses, x in phi.variables where positive(x) not in c }
                        + { {met(i), no(x)} | i -> c in phi.clauses, x in phi.variables where negative(x) not in c }
           k          = |phi.variables| + 1
  forward  a -> f = { none -> |phi.variables| + 1 }
                    with { own(x) -> number[x] | x in phi.variables }
                    with { yes(x) -> if x in a then number[x] else |phi.variables| + 1 | x in phi.variables }
                    with { no(x) -> if x in a then |phi.variables| + 1 else number[x] | x in phi.variables }
                    with { met(i) -> number[variable(first l in c: holds(a, l))] | i -> c in phi.clauses }
  backward f -> a = { x | x in phi.variables where f[no(x)] = f[own(x)] }
