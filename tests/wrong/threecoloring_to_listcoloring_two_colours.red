# expect: refuted forward
# because: The lists hold two of the three colours.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the source: {"v0": "blue"}
reduction ThreeColoring -> ListColoring
  given    x
  labels   old(vertex : x.G.vertices), hue(colour : colour)
  let      hues = {hue(red), hue(green), hue(blue)}
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = hues
           list       = { old(v) -> {hue(red), hue(green)} | v in x.G.vertices }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = hue(red) then red else if f[old(v)] = hue(green) then green else blue
                    | v in x.G.vertices }
