# expect: refuted forward
# because: A path ends in one vertex.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: ["v0", "v1"]
reduction HamiltonianPath -> BoundedLeafSpanningTree
  given    x
  labels   old(vertex : x.G.vertices)
  let      order = listed(x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 1
  forward  p -> T = { {old(p[i - 1]), old(p[i])} | i in 1 .. |p| - 1 }
  backward T -> step(w) = if |w| = 0 then first v in order: (count u in order: {old(u), old(v)} in T) <= 1
                          else first v in order: v not in w and {old(w[|w| - 1]), old(v)} in T
                p = fold w = [] over _ in order: w ++ [step(w)]
