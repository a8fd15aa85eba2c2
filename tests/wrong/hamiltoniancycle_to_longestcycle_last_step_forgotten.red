# expect: refuted forward
# because: The walk around the cycle has as many vertices as there are.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"], ["v1", "v2"]]}}
# witness of the source: ["v0", "v1", "v2"]
reduction HamiltonianCycle -> LongestCycle
  given    x
  labels   old(vertex : x.G.vertices)
  let      order   = listed(x.G.vertices)
           walk(c) = fold w = [] over i in 1 .. |order| - 1: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices|
  forward  c -> p = [ old(v) | v in walk(c) ]
  backward p -> c = cycle([ v | old(v) in p ])
