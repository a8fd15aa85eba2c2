# expect: refuted backward
# because: An edge may be named from its other end.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the target: {"S": ["tip(v0)"], "mate": {"old(v0)": "old(v0)", "tip(v0)": "old(v0)"}}
reduction IndependentSet -> InducedMatching
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                mate = { old(v) -> tip(v) | v in x.G.vertices } with { tip(v) -> old(v) | v in x.G.vertices }
  backward (S, _) -> S = { v | v in x.G.vertices where old(v) in S }
