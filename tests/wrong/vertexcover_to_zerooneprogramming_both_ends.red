# expect: refuted forward
# because: An edge is covered by one of its ends already.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the source: ["v0"]
reduction VertexCover -> ZeroOneProgramming
  given    x
  labels   old(vertex : x.G.vertices), covered(edge : x.G.edges), few
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { covered(e) | e in x.G.edges } + {few}
           coefficient = { covered(e) -> { old(v) -> 1 | v in e } | e in x.G.edges }
                         with { few -> { old(v) -> -1 | v in x.G.vertices } }
           least       = { covered(e) -> 2 | e in x.G.edges } with { few -> -x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
