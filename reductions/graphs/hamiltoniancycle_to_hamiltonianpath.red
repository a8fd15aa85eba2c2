reduction HamiltonianCycle -> HamiltonianPath
  "A vertex gets a twin with the same neighbours, and both get an end: the path runs once around, from one end to the other."
  because  "An end has one neighbour, so it is where a path starts or stops."
           "A path has both." shows backward p -> no or {p[0], p[|p| - 1]} = {start, finish}
           "Read from the start, a path goes around as its cycle does."
             shows backward p -> every i in 1 .. n:
                                   p[0] = start
                                   implies old((fold w = [] over k in 1 .. n:
                                                  w ++ [if k = 1 then order[0] else around(p)[w[k - 2]]])[i - 1])
                                             = p[i]
           "Beside the finish is the twin."
             shows backward p -> no or p[0] = start and p[|p| - 2] = twin or p[0] = finish and p[1] = twin
           "Of a path and its reverse, one is read from the start."
             shows backward p -> every i in 1 .. n:
                                   p[|p| - 1] = start
                                   implies old((fold w = [] over k in 1 .. n:
                                                  w ++ [if k = 1 then order[0] else around(reverse(p))[w[k - 2]]])[i
                                                                                                                   - 1])
                                             = p[|p| - 1 - i]
           "Graphs on fewer than three vertices become two vertices without an edge."
  cites    GareyJohnson1979
  given    x
  labels   old(vertex : x.G.vertices), twin, start, finish
  let      order     = listed(x.G.vertices)
           n         = |order|
           no        = n < 3
           walk(c)   = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
           real(y)   = case y of old(v): v; else: order[0]
           around(p) = cycle([ real(p[i]) | i in 1 .. n ])
  # equivalent mutant: `{start, finish} else` -> `{twin, finish} else`: two vertices by other names
  # equivalent mutant: `if no then {start, finish} else` -> ``: without edges, no three vertices have a Hamiltonian path
  target   G.vertices = if no then {start, finish} else { old(v) | v in x.G.vertices } + {twin, start, finish}
           G.edges    = if no then {}
                        else { {old(u), old(v)} | {u, v} in x.G.edges }
                             + { {twin, old(v)} | v in x.G.vertices where {order[0], v} in x.G.edges }
                             + {{start, old(order[0])}, {twin, finish}}
  forward  c -> p = [start] ++ [ old(v) | v in walk(c) ] ++ [twin, finish]
  backward p -> c = around(p)
  claims   target.n <= n + 3
           target.m <= m + n + 2
           counts: #target = 2*#source
