reduction DirectedHamiltonianCycle -> HamiltonianCycle
  "A vertex becomes a path of three, entry, middle and exit; an arc joins exit to entry."
  because  "The middle one has two neighbours, so a cycle runs through entry, middle and exit in this order, or back."
             shows backward c -> every v in x.D.vertices:
                                   (c[entry(v)] = middle(v) and c[middle(v)] = exit(v))
                                   or (c[exit(v)] = middle(v) and c[middle(v)] = entry(v))
           "From an exit it goes on to an entry, or from an entry to an exit, so the order is the same everywhere."
             shows backward c -> (every v in x.D.vertices: c[entry(v)] = middle(v))
                                 or (every v in x.D.vertices: c[exit(v)] = middle(v))
           "Read backwards, every cycle is a second witness of the image."
             shows backward c -> some v in x.D.vertices: c[entry(v)] != c[exit(v)]
  cites    Karp1972
  given    x
  labels   entry(vertex : x.D.vertices), middle(vertex : x.D.vertices), exit(vertex : x.D.vertices)
  # equivalent mutant: `some v` -> `every v`: everywhere or nowhere
  let      ordered(c) = some v in x.D.vertices: c[entry(v)] = middle(v)
  target   G.vertices = { entry(v) | v in x.D.vertices }
                        + { middle(v) | v in x.D.vertices }
                        + { exit(v) | v in x.D.vertices }
           G.edges    = { {entry(v), middle(v)} | v in x.D.vertices }
                        + { {middle(v), exit(v)} | v in x.D.vertices }
                        + { {exit(u), entry(v)} | (u, v) in x.D.arcs }
  forward  c -> c = { entry(v) -> middle(v) | v in x.D.vertices }
                    with { middle(v) -> exit(v) | v in x.D.vertices }
                    with { exit(v) -> entry(c[v]) | v in x.D.vertices }
  backward c -> c = if ordered(c) then { u -> v | exit(u) -> entry(v) in c } else { v -> u | entry(u) -> exit(v) in c }
  claims   target.n = 3*n
           target.m <= 2*n + m
           counts: #target = 2*#source
