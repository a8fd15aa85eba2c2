# expect: refuted backward
# because: The new vertex is joined to no other, and takes no colour away.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: {"old(v0)": 1, "old(v1)": 4, "apex": 1}
reduction ThreeColoring -> FourColoring
  given    x
  labels   old(vertex : x.G.vertices), apex
  let      number(c) = case c of red: 1; green: 2; blue: 3
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in x.G.vertices } + {apex}
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
  forward  f -> f = { old(v) -> number(c) | v -> c in f } with { apex -> 4 }
  backward f -> f = { v -> hue(if f[old(v)] = 4 then f[apex] else f[old(v)]) | v in x.G.vertices }
