reduction HamiltonianPath -> LongestPath
  "A Hamiltonian path is a path with as many vertices as there are."
  because  "No vertex is left out:" shows every v in x.G.vertices: (count u in x.G.vertices: u != v) < |x.G.vertices|
           "a path is at most as long as it has different vertices."
  cites    GareyJohnson1979 "ND29"
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices|
  forward  p -> p = [ old(v) | v in p ]
  backward p -> p = [ v | old(v) in p ]
  claims   target.n = n
           target.m = m
           target.b = bits(n)
           parsimonious
