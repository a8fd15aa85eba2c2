reduction ThreeSAT -> ChromaticNumber
  "One colour per variable and one for falsity. A literal has its variable's colour if it is true; a clause has that of a true literal."
  because  "The vertices own and none form a clique, which fixes the colours. A literal is joined to the own of all other variables, and to its opposite."
           "A literal has its variable's colour or that of falsity." shows backward f -> every x in phi.variables:
                                                                                           (f[yes(x)] = f[own(x)]
                                                                                            or f[yes(x)] = f[none])
                                                                                           and (f[no(x)] = f[own(x)]
                                                                                                or f[no(x)] = f[none])
           "A clause has a variable's colour." shows backward f -> every v in { met(i) | i in positions(phi.clauses) }:
                                                some x in phi.variables: f[v] = f[own(x)]
           "A clause is joined to none and to all literals that are not in it: it has the colour of a true literal in it."
           "Karp has no vertex for falsity, and needs four variables instead."
  cites    Karp1972
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
  backward f -> a = { x | x in phi.variables where f[yes(x)] = f[own(x)] }
  claims   target.n = 3*n + m + 1
           target.m <= n*(5*n - 1)/2 + 2*m*n + m
           target.b <= bits(n) + 1
