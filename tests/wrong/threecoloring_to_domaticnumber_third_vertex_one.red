# expect: refuted forward
# because: The third vertex is always of the first set.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: {"v0": "red", "v1": "green"}
reduction ThreeColoring -> DomaticNumber
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  let      touched   = { v | {_, v} in x.G.edges }
           number(c) = case c of red: 1; green: 2; blue: 3
           hue(i)    = if i = 1 then red else if i = 2 then green else blue
  target   G.vertices = { old(v) | v in touched } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = 3
  forward  f -> f = { old(v) -> number(f[v]) | v in touched }
                    with { third(e) -> 1 | e in x.G.edges }
  backward f -> f = { v -> if v in touched then hue(f[old(v)]) else red | v in x.G.vertices }
