reduction ThreeColoring -> DomaticNumber
  "Each edge gets a third vertex for each direction, joined to its ends: the three of them dominate it iff they have three colours. Isolated vertices are left out."
  because  "An edge has two ends." shows every (u, v) in ends: 2 <= |touched|
           "So there are three vertices."
             shows every (u, v) in ends: 3 <= |{ old(w) | w in touched } + { third(s, t) | (s, t) in ends }|
           "All of 1, 2 and 3 are at the third vertex and the ends." takes backward f -> {1, 2, 3}
           "So the ends differ." shows backward f -> every (u, v) in ends: f[old(u)] != f[old(v)]
  cites    GareyJohnson1979 "GT3"
  given    x
  labels   old(vertex : x.G.vertices), third(first : x.G.vertices, second : x.G.vertices)
  let      ends      = { (u, v) | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }
           touched   = { v | (_, v) in ends }
           number(c) = case c of red: 1; green: 2; blue: 3
           # equivalent mutant: `if i = 2 then` -> `if i != 2 then`: green and blue are exchanged
           # equivalent mutant: `green else blue` -> `(blue) else (green)`: green and blue are exchanged
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in touched } + { third(u, v) | (u, v) in ends }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {old(u), third(u, v)} | (u, v) in ends }
                        + { {old(v), third(u, v)} | (u, v) in ends }
           k          = 3
  forward  f -> f = { old(v) -> number(f[v]) | v in touched }
                    with { third(u, v) -> 6 - number(f[u]) - number(f[v]) | (u, v) in ends }
  backward f -> f = { v -> if v in touched then hue(f[old(v)]) else red | v in x.G.vertices }
  claims   target.n <= n + 2*m
           target.m <= 5*m
           target.b = 2
