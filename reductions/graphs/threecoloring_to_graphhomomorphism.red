reduction ThreeColoring -> GraphHomomorphism
  "A 3-colouring is a homomorphism to the triangle: its corners are the colours."
  cites    HellNesetril1990
  given    x
  labels   old(vertex : x.G.vertices), corner(colour : colour)
  target   pattern.vertices = { old(v) | v in x.G.vertices }
           pattern.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           host.vertices    = {corner(red), corner(green), corner(blue)}
           host.edges       = {{corner(red), corner(green)}, {corner(green), corner(blue)}, {corner(red), corner(blue)}}
  forward  f -> f = { old(v) -> corner(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = corner(red) then red else if f[old(v)] = corner(green) then green else blue
                    | v in x.G.vertices }
  claims   target.n = n
           target.m = m
           target.p = 3
           target.q <= 3
           parsimonious
