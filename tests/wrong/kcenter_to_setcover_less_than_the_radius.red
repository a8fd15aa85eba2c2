# expect: refuted forward
# because: A site at the radius is within it.
# instance: {"site": ["s0"], "distance": [[["s0", "s0"], 0]], "k": 1, "radius": 0}
# witness of the source: ["s0"]
reduction KCenter -> SetCover
  given    x
  labels   old(site : x.site), around(site : x.site)
  target   universe = { old(v) | v in x.site }
           index    = { around(v) | v in x.site }
           family   = { around(v) -> { old(u) | u in x.site where x.distance[v, u] < x.radius } | v in x.site }
           k        = x.k
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
