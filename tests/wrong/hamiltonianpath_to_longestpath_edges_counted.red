# expect: refuted backward
# because: A path of n - 1 vertices leaves one out.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the target: []
reduction HamiltonianPath -> LongestPath
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices| - min(1, |x.G.vertices|)
  forward  p -> p = [ old(v) | v in p ]
  backward p -> p = [ v | old(v) in p ]
