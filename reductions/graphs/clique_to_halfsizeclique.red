reduction Clique -> HalfSizeClique
  "Hubs are joined to each other and to all vertices, and loners to none, so that half of the graph is all hubs and k vertices."
  because  "There are n + 1 hubs and 2*k + 1 loners: half of everything is n + k + 1."
           "A loner is a clique by itself, too small unless the graph is empty and k = 0."
           "More than n vertices are asked for: so are n + 1."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), hub(vertex : x.G.vertices), top, loner(number : position)
  let      goal   = min(x.k, |x.G.vertices| + 1)
           hubs   = { hub(v) | v in x.G.vertices } + {top}
           joined = { old(v) | v in x.G.vertices } + hubs
  # equivalent mutant: `i in 0 .. 2` -> `i in 1 .. 2`: half of an odd number is rounded up
  target   G.vertices = joined + { loner(i) | i in 0 .. 2 * goal }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {h, w} | h in hubs, w in joined where h != w }
  forward  S -> S = { old(v) | v in S } + hubs
  backward S -> S = { v | old(v) in S }
  claims   target.n <= 4*n + 4
           target.m <= m + (n + 1)*(2*n + 1)
