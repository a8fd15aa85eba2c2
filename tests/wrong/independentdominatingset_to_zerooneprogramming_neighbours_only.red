# expect: refuted forward
# because: A vertex that is chosen needs no chosen neighbour.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the source: ["v0"]
reduction IndependentDominatingSet -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), apart(edge : x.G.edges), near(vertex : x.G.vertices), few
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { apart(e) | e in x.G.edges } + { near(v) | v in x.G.vertices } + {few}
           coefficient = { apart(e) -> { old(v) -> -1 | v in e } | e in x.G.edges }
                         with { near(v) -> { old(u) -> 1 | u in x.G.vertices where {u, v} in x.G.edges }
                              | v in x.G.vertices }
                         with { few -> { old(v) -> -1 | v in x.G.vertices } }
           least       = { apart(e) -> -1 | e in x.G.edges }
                         with { near(v) -> 1 | v in x.G.vertices }
                         with { few -> -x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
