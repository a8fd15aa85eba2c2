# expect: refuted backward
# because: The variables that are 0 are taken for the cover.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the target: []
reduction VertexCover -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), covered(edge : x.G.edges), few
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { covered(e) | e in x.G.edges } + {few}
           coefficient = { covered(e) -> { old(v) -> 1 | v in e } | e in x.G.edges }
                         with { few -> { old(v) -> -1 | v in x.G.vertices } }
           least       = { covered(e) -> 1 | e in x.G.edges } with { few -> -x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
