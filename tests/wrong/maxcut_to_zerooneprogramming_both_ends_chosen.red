# expect: refuted backward
# because: An edge with both ends chosen is not cut.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "weight": [[["v0", "v1"], 1]], "k": 1}
# witness of the target: ["old(v0)", "old(v1)", "cut({v0, v1})"]
reduction MaxCut -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), cut(edge : x.G.edges), some_end(edge : x.G.edges), not_both(edge : x.G.edges),
             many
  target   variable    = { old(v) | v in x.G.vertices } + { cut(e) | e in x.G.edges }
           row         = { some_end(e) | e in x.G.edges } + { not_both(e) | e in x.G.edges } + {many}
           coefficient = { some_end(e) -> { old(v) -> 1 | v in e } with { cut(e) -> -1 } | e in x.G.edges }
                         with { not_both(e) -> { old(v) -> -1 | v in e } with { cut(e) -> -1 } | e in x.G.edges }
                         with { many -> { cut(e) -> w | e -> w in x.weight } }
           least       = { some_end(e) -> 0 | e in x.G.edges }
                         with { not_both(e) -> -3 | e in x.G.edges }
                         with { many -> x.k }
  forward  S -> S = { old(v) | v in S }
                    + { cut(e) | e in x.G.edges where (some u in e: u in S) and (some v in e: v not in S) }
  backward S -> S = { v | old(v) in S }
