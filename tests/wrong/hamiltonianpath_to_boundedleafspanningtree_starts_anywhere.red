# expect: refuted backward
# because: The tree is followed from the first vertex, wherever it is.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"]]}}
# witness of the target: [["old(v0)", "old(v1)"], ["old(v0)", "old(v2)"]]
reduction HamiltonianPath -> BoundedLeafSpanningTree
  given    x
  labels   old(vertex : x.G.vertices)
  let      order = listed(x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 2
  forward  p -> T = { {old(p[i - 1]), old(p[i])} | i in 1 .. |p| - 1 }
  backward T -> step(w) = if |w| = 0 then order[0]
                          else first v in order: v not in w and {old(w[|w| - 1]), old(v)} in T
                p = fold w = [] over _ in order: w ++ [step(w)]
