# expect: refuted backward
# because: Both ends may be on the left.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: ["on_left(v0)", "on_left(v1)"]
reduction OddCycleTransversal -> ZeroOneProgramming
  given    x
  labels   out(vertex : x.G.vertices), on_left(vertex : x.G.vertices), some_left(edge : x.G.edges),
             some_right(edge : x.G.edges), few
  target   variable    = { out(v) | v in x.G.vertices } + { on_left(v) | v in x.G.vertices }
           row         = { some_left(e) | e in x.G.edges } + { some_right(e) | e in x.G.edges } + {few}
           coefficient = { some_left(e) -> { out(v) -> 1 | v in e } with { on_left(v) -> 1 | v in e } | e in x.G.edges }
                         with { some_right(e) -> { out(v) -> 1 | v in e } with { on_left(v) -> -1 | v in e }
                              | e in x.G.edges }
                         with { few -> { out(v) -> -1 | v in x.G.vertices } }
           least       = { some_left(e) -> 1 | e in x.G.edges }
                         with { some_right(e) -> -2 | e in x.G.edges }
                         with { few -> -x.k }
  forward  (S, left) -> S = { out(v) | v in S } + { on_left(v) | v in left }
  backward S -> S = { v | out(v) in S }
                left = { v | on_left(v) in S }
