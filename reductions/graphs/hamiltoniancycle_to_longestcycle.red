reduction HamiltonianCycle -> LongestCycle
  "A Hamiltonian cycle is a cycle with as many vertices as there are."
  because  "No vertex is left out:" shows every v in x.G.vertices: (count u in x.G.vertices: u != v) < |x.G.vertices|
           "a cycle is at most as long as it has different vertices."
  cites    GareyJohnson1979 "ND28"
  given    x
  labels   old(vertex : x.G.vertices)
  let      order   = listed(x.G.vertices)
           # equivalent mutant: `then order[0] else` -> `then order[1] else`: a cycle may begin anywhere
           walk(c) = fold w = [] over i in 1 .. |order|: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices|
  forward  c -> p = [ old(v) | v in walk(c) ]
  backward p -> c = cycle([ v | old(v) in p ])
  claims   target.n = n
           target.m = m
           target.b = bits(n)
