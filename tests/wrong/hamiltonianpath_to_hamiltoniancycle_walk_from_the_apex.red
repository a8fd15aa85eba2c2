# expect: refuted backward
# because: The walk of n steps begins with the apex, which is left out, and so misses a vertex.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: ["old(v0)", "apex", "old(v1)"]
reduction HamiltonianPath -> HamiltonianCycle
  given    x
  labels   old(vertex : x.G.vertices), apex, corner(number)
  let      n       = |x.G.vertices|
           yes     = n <= 1
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then apex else c[w[i - 2]]]
  target   G.vertices = if yes then { corner(i) | i in 1 .. 3 } else { old(v) | v in x.G.vertices } + {apex}
           G.edges    = if yes then { {corner(i), corner(j)} | i in 1 .. 3, j in 1 .. 3 where i < j }
                        else { {old(u), old(v)} | {u, v} in x.G.edges } + { {apex, old(v)} | v in x.G.vertices }
  forward  p -> c = if yes then cycle([ corner(i) | i in 1 .. 3 ]) else cycle([apex] ++ [ old(v) | v in p ])
  backward c -> p = if yes then listed(x.G.vertices) else [ v | old(v) in walk(c) ]
