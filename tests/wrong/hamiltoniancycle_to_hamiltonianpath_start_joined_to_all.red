# expect: refuted backward
# because: A path may then start anywhere: its first vertex need not be a neighbour of its last.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"]]}}
# witness of the target: ["finish", "twin", "old(v1)", "old(v0)", "start", "old(v2)"]
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
                             + { {twin, old(v)} | v in x.G.vertices where {order[0], v} in x.G.edges }
                             + { {start, old(v)} | v in x.G.vertices } + {{twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = cycle([ v | old(v) in p ])
