reduction ThreeColoring -> ListColoring
  "Every list holds the same three colours."
  cites    ErdosRubinTaylor1979
  given    x
  labels   old(vertex : x.G.vertices), hue(colour : colour)
  let      hues = {hue(red), hue(green), hue(blue)}
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = hues
           list       = { old(v) -> hues | v in x.G.vertices }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = hue(red) then red else if f[old(v)] = hue(green) then green else blue
                    | v in x.G.vertices }
  claims   target.n = n
           target.m = m
           target.c = 3
           target.t = 3*n
           parsimonious
