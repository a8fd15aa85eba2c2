# expect: refuted backward
# because: The variables that are 0 are taken for the set.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: ["old(v0)"]
reduction IndependentSet -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), apart(edge : x.G.edges), many
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { apart(e) | e in x.G.edges } + {many}
           coefficient = { apart(e) -> { old(v) -> -1 | v in e } | e in x.G.edges }
                         with { many -> { old(v) -> 1 | v in x.G.vertices } }
           least       = { apart(e) -> -1 | e in x.G.edges } with { many -> x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
