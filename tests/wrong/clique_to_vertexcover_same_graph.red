# expect: refuted backward
# because: The rest covers the edges of the complement.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 0}
# witness of the target: []
reduction Clique -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n        = |x.G.vertices|
           possible = x.k <= n
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible
                          then { {old(u), old(v)}
                               | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }
                        else {{left, right}}
           k          = if possible then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
