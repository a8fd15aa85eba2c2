# expect: refuted forward
# because: The clique itself, not what lies outside it, is taken for the cover.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the source: ["v0"]
reduction Clique -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n        = |x.G.vertices|
           possible = x.k <= n
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible
                          then { {old(u), old(v)}
                               | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                        else {{left, right}}
           k          = if possible then n - x.k else 0
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
