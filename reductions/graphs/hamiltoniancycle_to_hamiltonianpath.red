reduction HamiltonianCycle -> HamiltonianPath
  "A vertex gets a twin with the same neighbours, and both get an end: the path runs once around, from one end to the other."
  because  "An end has one neighbour, so it is where a path starts or stops."
           "A path has both." shows backward p -> no or {p[0], p[|p| - 1]} = {start, finish}
           "Graphs on fewer than three vertices become two vertices without an edge."
  cites    GareyJohnson1979
  given    x
  labels   old(vertex : x.G.vertices), twin, start, finish
  let      order   = listed(x.G.vertices)
           n       = |order|
           no      = n < 3
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  # equivalent mutant: `{start, finish} else` -> `{twin, finish} else`: two vertices by other names
  # equivalent mutant: `if no then {start, finish} else` -> ``: without edges, no three vertices have a Hamiltonian path
  target   G.vertices = if no then {start, finish} else { old(v) | v in x.G.vertices } + {twin, start, finish}
           G.edges    = if no then {}
                        else { {old(u), old(v)} | {u, v} in x.G.edges }
                             + { {twin, old(v)} | v in x.G.vertices where {order[0], v} in x.G.edges }
                             + {{start, old(order[0])}, {twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = cycle([ v | old(v) in p ])
  claims   target.n <= n + 3
           target.m <= m + n + 2
           counts: #target = 2*#source
