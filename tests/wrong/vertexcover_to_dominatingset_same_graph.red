# expect: refuted backward
# because: A dominating set need not touch every edge.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"], ["v1", "v2"]]}, "k": 1}
# witness of the target: ["old(v0)"]
reduction VertexCover -> DominatingSet
  given    x
  labels   old(vertex : x.G.vertices)
  let      touched = { v | {_, v} in x.G.edges }
  target   G.vertices = { old(v) | v in touched }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = x.k
  forward  C -> S = { old(v) | v in C where v in touched }
  backward S -> S = { v | old(v) in S }
