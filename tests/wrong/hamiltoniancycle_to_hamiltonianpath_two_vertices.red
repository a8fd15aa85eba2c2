# expect: refuted backward
# because: Two vertices with an edge have no Hamiltonian cycle, and the image has a path.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: ["start", "old(v0)", "old(v1)", "twin", "finish"]
reduction HamiltonianCycle -> HamiltonianPath
  given    x
  labels   old(vertex : x.G.vertices), twin, start, finish
  let      order   = listed(x.G.vertices)
           n       = |order|
           no      = n < 2
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   G.vertices = if no then {start, finish} else { old(v) | v in x.G.vertices } + {twin, start, finish}
           G.edges    = if no then {}
                        else { {old(u), old(v)} | {u, v} in x.G.edges }
                             + { {twin, old(v)} | v in x.G.vertices where {order[0], v} in x.G.edges }
                             + {{start, old(order[0])}, {twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = cycle([ v | old(v) in p ])
