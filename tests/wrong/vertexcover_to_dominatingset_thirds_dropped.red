# expect: refuted backward
# because: A third vertex that is chosen stands for an end of its edge.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the target: ["third({v0, v1})"]
reduction VertexCover -> DominatingSet
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  let      touched = { v | {_, v} in x.G.edges }
  target   G.vertices = { old(v) | v in touched } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  C -> S = { old(v) | v in C where v in touched }
  backward S -> S = { v | old(v) in S }
