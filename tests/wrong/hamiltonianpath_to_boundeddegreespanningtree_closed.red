# expect: refuted forward
# because: The last vertex is not joined to the first.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the source: ["v0"]
reduction HamiltonianPath -> BoundedDegreeSpanningTree
  given    x
  labels   old(vertex : x.G.vertices)
  let      order = listed(x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 2
  forward  p -> T = { {old(p[i - 1]), old(p[i mod |p|])} | i in 1 .. |p| }
  backward T -> step(w) = if |w| = 0 then first v in order: (count u in order: {old(u), old(v)} in T) <= 1
                          else first v in order: v not in w and {old(w[|w| - 1]), old(v)} in T
                p = fold w = [] over _ in order: w ++ [step(w)]
