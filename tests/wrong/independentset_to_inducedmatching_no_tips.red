# expect: refuted forward
# because: A vertex without an edge is independent, and in no matching.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: ["v0"]
reduction IndependentSet -> InducedMatching
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                mate = { old(v) -> tip(v) | v in x.G.vertices } with { tip(v) -> old(v) | v in x.G.vertices }
  backward (S, _) -> S = { v | v in x.G.vertices where old(v) in S or tip(v) in S }
