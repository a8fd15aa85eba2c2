reduction HamiltonianPath -> HamiltonianPathBetween
  "A first and a last vertex, joined to all others."
  because  "What lies between them is a path. If nothing does, they are joined to each other."
  cites    GareyJohnson1979 "GT39"
  given    x
  labels   old(vertex : x.G.vertices), start, finish
  target   G.vertices = { old(v) | v in x.G.vertices } + {start, finish}
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {e, old(v)} | e in {start, finish}, v in x.G.vertices }
                        + {{start, finish}}
           s          = start
           t          = finish
  forward  p -> p = [start] ++ [ old(v) | v in p ] ++ [finish]
  backward p -> p = [ the v in x.G.vertices: old(v) = p[i] | i in 1 .. |p| - 2 ]
  claims   target.n = n + 2
           target.m <= m + 2*n + 1
           parsimonious
