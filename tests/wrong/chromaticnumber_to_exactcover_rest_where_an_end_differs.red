# expect: refuted forward
# because: A slot is covered twice where one end has the colour.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the source: {"v0": 1, "v1": 2}
reduction ChromaticNumber -> ExactCover
  given    x
  labels   chosen(vertex : x.G.vertices), slot(edge : x.G.edges, colour : number),
             paint(vertex : x.G.vertices, colour : number), rest(edge : x.G.edges, colour : number)
  let      colours = 1 .. min(x.k, |x.G.vertices|)
  target   universe = { chosen(v) | v in x.G.vertices } + { slot(e, i) | e in x.G.edges, i in colours }
           index    = { paint(v, i) | v in x.G.vertices, i in colours } + { rest(e, i) | e in x.G.edges, i in colours }
           family   = { paint(v, i) -> {chosen(v)} + { slot(e, i) | e in x.G.edges where v in e }
                      | i in colours, v in x.G.vertices }
                      with { rest(e, i) -> {slot(e, i)} | e in x.G.edges, i in colours }
  forward  f -> C = { paint(v, f[v]) | v in x.G.vertices }
                    + { rest(e, i) | e in x.G.edges, i in colours where some v in e: f[v] != i }
  backward C -> f = { v -> the i in colours: paint(v, i) in C | v in x.G.vertices }
