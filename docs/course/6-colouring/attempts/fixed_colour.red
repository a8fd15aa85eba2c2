reduction ThreeSAT -> ThreeColoring
  given    phi
  labels   truth, falsity, base, yes(variable : phi.variables), no(variable : phi.variables), gate(clause : position, place : number)
  let      vertex(l) = case l of positive(x): yes(x); negative(x): no(x)
           input(c, p) = if p < |c| then vertex(c[p]) else falsity
  target   G.vertices = {truth, falsity, base}
                      + { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
                      + { gate(i, g) | i in positions(phi.clauses), g in 1 .. 5 }
           G.edges = {{truth, falsity}, {truth, base}, {falsity, base}}
                   + { {yes(x), no(x)} | x in phi.variables } + { {yes(x), base} | x in phi.variables } + { {no(x), base} | x in phi.variables }
                   + { {gate(i, 1), input(c, 0)} | i -> c in phi.clauses }
                   + { {gate(i, 2), input(c, 1)} | i -> c in phi.clauses }
                   + { {gate(i, 5), input(c, 2)} | i -> c in phi.clauses }
                   + { {gate(i, g), gate(i, 3)} | i in positions(phi.clauses), g in [1, 2, 4] }
                   + { {gate(i, g), gate(i, g + 1)} | i in positions(phi.clauses), g in [1, 4] }
                   + { {gate(i, g), truth} | i in positions(phi.clauses), g in [4, 5] }
  forward  a -> on(c, p) = p < |c| and holds(a, c[p])
                f = { truth -> green, falsity -> red, base -> blue }
                    with { yes(x) -> if x in a then green else red | x in phi.variables }
                    with { no(x) -> if x in a then red else green | x in phi.variables }
                    with { gate(i, 1) -> if on(c, 0) then red else if on(c, 1) then blue else green | i -> c in phi.clauses }
                    with { gate(i, 2) -> if on(c, 1) and not on(c, 0) then red else blue | i -> c in phi.clauses }
                    with { gate(i, 3) -> if on(c, 0) or on(c, 1) then green else red | i -> c in phi.clauses }
                    with { gate(i, 4) -> if on(c, 2) then blue else red | i -> c in phi.clauses }
                    with { gate(i, 5) -> if on(c, 2) then red else blue | i -> c in phi.clauses }
  backward f -> a = { x | x in phi.variables where f[yes(x)] = green }
