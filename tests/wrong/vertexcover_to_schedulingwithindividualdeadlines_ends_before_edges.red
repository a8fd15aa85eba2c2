# expect: refuted forward
# because: Vertices outside the cover come in the second slot, where the edges that wait for them are due too, and with k = 0 nobody does them (a rule that problem-reductions found wrong: issue 478).
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: []
reduction VertexCover -> SchedulingWithIndividualDeadlines
  given    x
  labels   old(vertex : x.G.vertices), link(edge : x.G.edges)
  target   task       = { old(v) | v in x.G.vertices } + { link(e) | e in x.G.edges }
           before     = { (old(v), link(e)) | e in x.G.edges, v in e }
           deadline   = { old(v) -> 2 | v in x.G.vertices } with { link(e) -> 2 | e in x.G.edges }
           processors = x.k + |x.G.edges|
  forward  S -> slot = { old(v) -> if v in S then 1 else 2 | v in x.G.vertices } with { link(e) -> 2 | e in x.G.edges }
  backward slot -> S = { v | v in x.G.vertices where slot[old(v)] = 1 }
