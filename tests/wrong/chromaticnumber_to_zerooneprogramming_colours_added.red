# expect: refuted backward
# because: A vertex of several colours gets their number.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: ["coloured(v0, 1)", "coloured(v1, 2)"]
reduction ChromaticNumber -> ZeroOneProgramming
  given    x
  labels   coloured(vertex : x.G.vertices, colour : number), has_one(vertex : x.G.vertices),
             apart(edge : x.G.edges, colour : number)
  let      colours = 1 .. min(x.k, |x.G.vertices|)
  target   variable    = { coloured(v, c) | v in x.G.vertices, c in colours }
           row         = { has_one(v) | v in x.G.vertices } + { apart(e, c) | e in x.G.edges, c in colours }
           coefficient = { has_one(v) -> { coloured(v, c) -> 1 | c in colours } | v in x.G.vertices }
                         with { apart(e, c) -> { coloured(v, c) -> -1 | v in e } | e in x.G.edges, c in colours }
           least       = { has_one(v) -> 1 | v in x.G.vertices }
                         with { apart(e, c) -> -1 | e in x.G.edges, c in colours }
  forward  f -> S = { coloured(v, c) | v -> c in f }
  backward S -> f = { v -> count c in colours: coloured(v, c) in S | v in x.G.vertices }
