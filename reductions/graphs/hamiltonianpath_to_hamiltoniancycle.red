reduction HamiltonianPath -> HamiltonianCycle
  "One more vertex, joined to all: a cycle through it is a path without it."
  because  "Up to one vertex there is a path, and a triangle has a cycle."
  cites    GareyJohnson1979
  given    x
  labels   old(vertex : x.G.vertices), apex, corner(number)
  let      n       = |x.G.vertices|
           yes     = n <= 1
           # equivalent mutant: `i in 1 .. n:` -> `i in 1 .. n + 1:`: the step after the last leads to the apex, which is left out
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then c[apex] else c[w[i - 2]]]
  target   G.vertices = if yes then { corner(i) | i in 1 .. 3 } else { old(v) | v in x.G.vertices } + {apex}
           # equivalent mutant: `i in 1 .. 3, j` -> `i in 1 .. 2, j`: i is less than j
           # equivalent mutant: `i in 1 .. 3, j` -> `i in 1 .. 4, j`: i is less than j
           # equivalent mutant: `j in 1 .. 3` -> `j in 0 .. 3`: j is greater than i
           # equivalent mutant: `j in 1 .. 3` -> `j in 2 .. 3`: j is greater than i
           G.edges    = if yes then { {corner(i), corner(j)} | i in 1 .. 3, j in 1 .. 3 where i < j }
                        else { {old(u), old(v)} | {u, v} in x.G.edges } + { {apex, old(v)} | v in x.G.vertices }
  # equivalent mutant: `[apex] ++ [ old(v) | v in p ]` -> `[ old(v) | v in p ] ++ [apex]`: the same cycle
  forward  p -> c = if yes then cycle([ corner(i) | i in 1 .. 3 ]) else cycle([apex] ++ [ old(v) | v in p ])
  backward c -> p = if yes then listed(x.G.vertices) else [ v | old(v) in walk(c) ]
  claims   target.n <= n + 3
           target.m <= m + n + 3
