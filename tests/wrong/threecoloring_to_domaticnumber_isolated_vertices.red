# expect: refuted forward
# because: Isolated vertices are kept.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the source: {"v0": "red"}
reduction ThreeColoring -> DomaticNumber
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  let      touched   = x.G.vertices
           number(c) = case c of red: 1; green: 2; blue: 3
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in touched } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = 3
  forward  f -> f = { old(v) -> number(f[v]) | v in touched }
                    with { third(e) -> first i in 1 .. 3: (every v in e: number(f[v]) != i) | e in x.G.edges }
  backward f -> f = { v -> if v in touched then hue(f[old(v)]) else red | v in x.G.vertices }
