reduction ThreeColoring -> ChromaticNumber
  "Three colours are k colours with k = 3."
  because  "On fewer than three vertices there are fewer than three numbers: there each vertex has its own."
  cites    GareyJohnson1979 "GT4"
  given    x
  labels   old(vertex : x.G.vertices)
  let      few       = |x.G.vertices| < 3
           order     = listed(x.G.vertices)
           number(c) = case c of red: 1; green: 2; blue: 3
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 3
  forward  f -> f = { old(v) -> if few then if v = order[0] then 1 else 2 else number(f[v]) | v in x.G.vertices }
  # equivalent mutant: `= 2 then` -> `!= 2 then`: green and blue change names
  # equivalent mutant: `= 2 then` -> `= 3 then`: green and blue change names
  # equivalent mutant: `green else blue` -> `blue else green`: green and blue change names
  backward f -> f = { v -> if f[old(v)] = 1 then red else if f[old(v)] = 2 then green else blue | v in x.G.vertices }
  claims   target.n = n
           target.m = m
           target.b <= 2
