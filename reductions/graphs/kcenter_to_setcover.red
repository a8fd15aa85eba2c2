reduction KCenter -> SetCover
  "A set per site: the sites within the radius of it."
  because  "Centres have every site within the radius iff their sets cover the sites."
  cites    GareyJohnson1979 "ND50"
  given    x
  labels   old(site : x.site), around(site : x.site)
  target   universe = { old(v) | v in x.site }
           index    = { around(v) | v in x.site }
           family   = { around(v) -> { old(u) | u in x.site where x.distance[v, u] <= x.radius } | v in x.site }
           k        = x.k
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
  claims   target.n = n
           target.m = n
           target.b = c
           parsimonious
