# expect: refuted backward
# because: Four colours are more than three.
# instance: {"G": {"vertices": ["v0", "v1", "v2", "v3"], "edges": [["v0", "v1"]]}}
# witness of the target: {"old(v0)": 3, "old(v1)": 4, "old(v2)": 1, "old(v3)": 1}
reduction ThreeColoring -> ChromaticNumber
  given    x
  labels   old(vertex : x.G.vertices)
  let      few       = |x.G.vertices| < 3
           order     = listed(x.G.vertices)
           number(c) = case c of red: 1; green: 2; blue: 3
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 4
  forward  f -> f = { old(v) -> if few then if v = order[0] then 1 else 2 else number(f[v]) | v in x.G.vertices }
  backward f -> f = { v -> if f[old(v)] = 1 then red else if f[old(v)] = 2 then green else blue | v in x.G.vertices }
