# expect: refuted forward
# because: A bound k above the number of vertices is no contradiction for a cover.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the source: []
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n = |x.G.vertices|
  target   G.vertices = if x.k <= n then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if x.k <= n then { {old(u), old(v)} | {u, v} in x.G.edges } else {{left, right}}
           k          = if x.k <= n then n - x.k else 2
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
