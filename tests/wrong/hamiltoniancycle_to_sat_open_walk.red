# expect: refuted backward
# because: From the last place nobody need come back.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v1", "v2"]]}}
# witness of the target: ["at(v0, 0)", "at(v1, 1)", "at(v2, 2)"]
reduction HamiltonianCycle -> SAT
  given    x
  labels   at(vertex : x.G.vertices, place : position)
  let      order   = listed(x.G.vertices)
           n       = |order|
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   variables = { at(v, p) | v in x.G.vertices, p in positions(order) }
           clauses   = if n < 3 then [[]]
                       else [[positive(at(order[0], 0))]]
                            ++ [ [ positive(at(v, p)) | p in positions(order) ] | v in order ]
                            ++ [ [negative(at(u, p)), negative(at(v, p))]
                               | i -> u in order, j -> v in order, p in positions(order) where i < j ]
                            ++ [ [negative(at(u, p)), negative(at(v, p + 1))]
                               | u in order,
                                 v in order,
                                 p in positions(order) where p + 1 < n and u != v and {u, v} not in x.G.edges ]
  forward  c -> a = { at(v, p) | p -> v in walk(c) }
  backward a -> c = cycle([ the v in x.G.vertices: at(v, p) in a | p in positions(order) ])
