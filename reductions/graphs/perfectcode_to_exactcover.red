reduction PerfectCode -> ExactCover
  "A set per vertex: itself and its neighbours."
  because  "A vertex meets the code once iff one set of the code's vertices contains it."
  cites    BangeBarkauskasSlater1988
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges }
                      | v in x.G.vertices }
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
  claims   target.n = n
           target.m = n
           parsimonious
