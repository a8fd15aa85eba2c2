# expect: refuted well-formed
# because: One vertex, and two that are joined, make no cycle.
# instance: {"G": {"vertices": [], "edges": []}}
reduction HamiltonianCycle -> SAT
  given    x
  labels   at(vertex : x.G.vertices, place : position)
  let      order   = listed(x.G.vertices)
           n       = |order|
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   variables = { at(v, p) | v in x.G.vertices, p in positions(order) }
           clauses   = [[positive(at(order[0], 0))]]
                            ++ [ [ positive(at(v, p)) | p in positions(order) ] | v in order ]
                            ++ [ [negative(at(u, p)), negative(at(v, p))]
                               | i -> u in order, j -> v in order, p in positions(order) where i < j ]
                            ++ [ [negative(at(u, p)), negative(at(v, if p + 1 < n then p + 1 else 0))]
                               | u in order,
                                 v in order,
                                 p in positions(order) where u != v and {u, v} not in x.G.edges ]
  forward  c -> a = { at(v, p) | p -> v in walk(c) }
  backward a -> c = cycle([ the v in x.G.vertices: at(v, p) in a | p in positions(order) ])
