# expect: refuted forward
# because: The walk around the cycle stops one vertex too early.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"], ["v1", "v2"]]}}
# witness of the source: ["v0", "v1", "v2"]
reduction HamiltonianCycle -> HamiltonianPath
  given    x
  labels   old(vertex : x.G.vertices), twin, start, finish
  let      order   = listed(x.G.vertices)
           n       = |order|
           no      = n < 3
           walk(c) = fold w = [] over i in 1 .. n - 1: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   G.vertices = if no then {start, finish} else { old(v) | v in x.G.vertices } + {twin, start, finish}
           G.edges    = if no then {}
                        else { {old(u), old(v)} | {u, v} in x.G.edges }
                             + { {twin, old(v)} | v in x.G.vertices where {order[0], v} in x.G.edges }
                             + {{start, old(order[0])}, {twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = cycle([ v | old(v) in p ])
