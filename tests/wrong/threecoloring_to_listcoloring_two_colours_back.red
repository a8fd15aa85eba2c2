# expect: refuted backward
# because: Two of the three colours become one.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: {"old(v0)": "hue(green)", "old(v1)": "hue(blue)"}
reduction ThreeColoring -> ListColoring
  given    x
  labels   old(vertex : x.G.vertices), hue(colour : colour)
  let      hues = {hue(red), hue(green), hue(blue)}
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = hues
           list       = { old(v) -> hues | v in x.G.vertices }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = hue(red) then red else green
                    | v in x.G.vertices }
