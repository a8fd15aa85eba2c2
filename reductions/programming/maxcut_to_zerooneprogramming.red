reduction MaxCut -> ZeroOneProgramming
  "A variable for each vertex and each edge. An edge counts as cut only if one of its ends is chosen and not both. One more row: what counts weighs at least k."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), cut(edge : x.G.edges), some_end(edge : x.G.edges), not_both(edge : x.G.edges),
             many
  target   variable    = { old(v) | v in x.G.vertices } + { cut(e) | e in x.G.edges }
           row         = { some_end(e) | e in x.G.edges } + { not_both(e) | e in x.G.edges } + {many}
           coefficient = { some_end(e) -> { old(v) -> 1 | v in e } with { cut(e) -> -1 } | e in x.G.edges }
                         with { not_both(e) -> { old(v) -> -1 | v in e } with { cut(e) -> -1 } | e in x.G.edges }
                         with { many -> { cut(e) -> w | e -> w in x.weight } }
           least       = { some_end(e) -> 0 | e in x.G.edges }
                         with { not_both(e) -> -2 | e in x.G.edges }
                         with { many -> x.k }
  forward  S -> S = { old(v) | v in S }
                    + { cut(e) | e in x.G.edges where (some u in e: u in S) and (some v in e: v not in S) }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n + m
           target.m = 2*m + 1
           target.t <= 7*m
           target.b <= b + 1
           target.c <= c + 2
