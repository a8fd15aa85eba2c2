# expect: holds
# because: The vertices before the selectors are those behind them when the cycle is read backwards.
# within: n = 3, m = 2, b = 1
# slow: n = 3, m = 2, b = 2
reduction VertexCover -> HamiltonianCycle
  given    x
  labels   side(vertex : x.G.vertices, edge : x.G.edges, place : number), selector(number), corner(number)
  let      touched = { v | {_, v} in x.G.edges }
           s = min(x.k, |touched|)
           at(v) = [ e | e in listed(x.G.edges) where v in e ]
           other(v, e) = the u in e: u != v
           yes = |x.G.edges| = 0
  target   G.vertices = if yes then { corner(i) | i in 1 .. 3 }
                        else { side(v, e, i) | e in x.G.edges, v in e, i in 1 .. 6 } + { selector(j) | j in 1 .. s }
           G.edges = if yes then { {corner(i), corner(j)} | i in 1 .. 3, j in 1 .. 3 where i < j }
                     else { {side(v, e, i), side(v, e, i + 1)} | e in x.G.edges, v in e, i in 1 .. 5 }
                        + { {side(v, e, 3), side(other(v, e), e, 1)} | e in x.G.edges, v in e }
                        + { {side(v, e, 6), side(other(v, e), e, 4)} | e in x.G.edges, v in e }
                        + { {side(v, e, 6), side(v, at(v)[i + 1], 1)} | v in touched, i -> e in at(v) where i + 1 < |at(v)| }
                        + { {selector(j), y} | j in 1 .. s, v in touched, y in {side(v, at(v)[0], 1), side(v, at(v)[|at(v)| - 1], 6)} }
  forward  C -> picks = [ v | v in listed(touched) where v in C ] ++ [ v | v in listed(touched) where v not in C ]
                picked = { picks[j] | j in 0 .. s - 1 }
                c = if yes then cycle([ corner(i) | i in 1 .. 3 ])
                    else cycle([ y | j in 1 .. s, v = picks[j - 1],
                                     y in [selector(j)] ++
                                          [ z | e in at(v), u = other(v, e),
                                                z in if u in picked then [ side(v, e, i) | i in 1 .. 6 ]
                                                     else [ side(v, e, i) | i in 1 .. 3 ] ++ [ side(u, e, i) | i in 1 .. 6 ] ++ [ side(v, e, i) | i in 4 .. 6 ] ] ])
  backward c -> S = { v | side(v, _, _) -> selector(_) in c }
