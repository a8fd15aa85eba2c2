reduction IndependentSet -> InducedMatching
  "Each vertex gets a neighbour of its own: an edge to it for each vertex of the set."
  because  "Of each edge of an induced matching one end may be kept that is a vertex of the graph: no two of these are joined."
  cites    StockmeyerVazirani1982
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                mate = { old(v) -> tip(v) | v in x.G.vertices } with { tip(v) -> old(v) | v in x.G.vertices }
  backward (S, _) -> S = { v | v in x.G.vertices where old(v) in S or tip(v) in S }
  claims   target.n = 2*n
           target.m <= m + n
           target.b = b
