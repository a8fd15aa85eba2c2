reduction HamiltonianPath -> BoundedLeafSpanningTree
  "A spanning tree with at most two leaves is a Hamiltonian path."
  because  "A tree with a branch has three leaves. One without is followed from a vertex with at most one edge."
  cites    SalamonWiener2008
  given    x
  labels   old(vertex : x.G.vertices)
  let      order = listed(x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 2
  forward  p -> T = { {old(p[i - 1]), old(p[i])} | i in 1 .. |p| - 1 }
  backward T -> step(w) = if |w| = 0 then first v in order: (count u in order: {old(u), old(v)} in T) <= 1
                          else first v in order: v not in w and {old(w[|w| - 1]), old(v)} in T
                p = fold w = [] over _ in order: w ++ [step(w)]
  claims   target.n = n
           target.m = m
           target.b = 2
