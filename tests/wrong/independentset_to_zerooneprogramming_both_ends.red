# expect: refuted backward
# because: A row that both ends may fill says nothing.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: ["old(v0)", "old(v1)"]
reduction IndependentSet -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), apart(edge : x.G.edges), many
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { apart(e) | e in x.G.edges } + {many}
           coefficient = { apart(e) -> { old(v) -> -1 | v in e } | e in x.G.edges }
                         with { many -> { old(v) -> 1 | v in x.G.vertices } }
           least       = { apart(e) -> -2 | e in x.G.edges } with { many -> x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
