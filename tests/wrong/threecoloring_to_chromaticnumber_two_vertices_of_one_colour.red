# expect: refuted forward
# because: On fewer than three vertices there are fewer colours, but still different ones.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: {"v0": "red", "v1": "green"}
reduction ThreeColoring -> ChromaticNumber
  given    x
  labels   old(vertex : x.G.vertices)
  let      few       = |x.G.vertices| < 3
           number(c) = case c of red: 1; green: 2; blue: 3
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 3
  forward  f -> f = { old(v) -> if few then 1 else number(f[v]) | v in x.G.vertices }
  backward f -> f = { v -> if f[old(v)] = 1 then red else if f[old(v)] = 2 then green else blue | v in x.G.vertices }
