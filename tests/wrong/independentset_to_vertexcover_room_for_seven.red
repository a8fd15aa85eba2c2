# expect: refuted backward
# because: Of a vertex with more than seven edges, all edges are forgotten.
# beyond: n = 9, m = 8, b = 0
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n         = |x.G.vertices|
           possible  = x.k <= n
           degree(u) = count e in x.G.edges: u in e
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible
                          then { {old(u), old(v)} | {u, v} in x.G.edges where degree(u) <= 7 and degree(v) <= 7 }
                        else {{left, right}}
           k          = if possible then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
