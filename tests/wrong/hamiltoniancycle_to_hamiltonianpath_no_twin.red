# expect: refuted backward
# because: A path need not close: its two ends need not be neighbours.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v1", "v2"]]}}
# witness of the target: ["start", "old(v0)", "old(v1)", "old(v2)", "twin", "finish"]
reduction HamiltonianCycle -> HamiltonianPath
  given    x
  labels   old(vertex : x.G.vertices), twin, start, finish
  let      order   = listed(x.G.vertices)
           n       = |order|
           no      = n < 3
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   G.vertices = if no then {start, finish} else { old(v) | v in x.G.vertices } + {twin, start, finish}
           G.edges    = if no then {}
                        else { {old(u), old(v)} | {u, v} in x.G.edges }
                             + { {twin, old(v)} | v in x.G.vertices }
                             + {{start, old(order[0])}, {twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = cycle([ v | old(v) in p ])
