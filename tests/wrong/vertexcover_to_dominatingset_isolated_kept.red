# expect: refuted forward
# because: An isolated vertex covers nothing, but must be dominated.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: []
reduction VertexCover -> DominatingSet
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  C -> S = { old(v) | v in C }
  backward S -> S = { v | old(v) in S } + { listed(e)[0] | third(e) in S }
