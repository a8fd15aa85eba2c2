reduction ThreeColoring -> DomaticNumber
  "Each edge gets a third vertex, joined to its ends: the three of them dominate it iff they have three colours. Isolated vertices are left out."
  because  "An edge has two ends." shows every (u, v) in links(x.G): 2 <= |touched|
           "All of 1, 2 and 3 are at the third vertex and the ends." shows backward f -> every (u, v) in links(x.G):
                                                                                           f[old(u)] != f[old(v)]
  cites    GareyJohnson1979 "GT3"
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  let      touched   = { v | {_, v} in x.G.edges }
           number(c) = case c of red: 1; green: 2; blue: 3
           # equivalent mutant: `if i = 2 then` -> `if i != 2 then`: green and blue are exchanged
           # equivalent mutant: `green else blue` -> `(blue) else (green)`: green and blue are exchanged
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in touched } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = 3
  forward  f -> f = { old(v) -> number(f[v]) | v in touched }
                    with { third(e) -> first i in 1 .. 3: (every v in e: number(f[v]) != i) | e in x.G.edges }
  backward f -> f = { v -> if v in touched then hue(f[old(v)]) else red | v in x.G.vertices }
  claims   target.n <= n + m
           target.m <= 3*m
           target.b = 2
