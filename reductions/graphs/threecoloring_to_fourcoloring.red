reduction ThreeColoring -> FourColoring
  "One more vertex, joined to all others, takes a colour away from them."
  because  "A vertex of colour 4 and the new vertex differ, so that colour 4 may be renamed to the colour of the new vertex."
  cites    GareyJohnson1979 "GT4"
  given    x
  labels   old(vertex : x.G.vertices), apex
  # equivalent mutant: `= 2 then` -> `!= 2 then`: green and blue change names
  # equivalent mutant: `green else blue` -> `(blue) else (green)`: green and blue change names
  let      number(c) = case c of red: 1; green: 2; blue: 3
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in x.G.vertices } + {apex}
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), apex} | v in x.G.vertices }
  forward  f -> f = { old(v) -> number(c) | v -> c in f } with { apex -> 4 }
  # equivalent mutant: `= 4 then` -> `= 3 then`: colour 3 is renamed instead, and 4 is blue
  backward f -> f = { v -> hue(if f[old(v)] = 4 then f[apex] else f[old(v)]) | v in x.G.vertices }
  claims   target.n = n + 1
           target.m <= m + n
