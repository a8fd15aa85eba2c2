# expect: refuted forward
# because: A colour that neither end of an edge has leaves its slot open.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"]]}, "k": 3}
# witness of the source: {"v0": 1, "v1": 2, "v2": 1}
reduction ChromaticNumber -> ExactCover
  given    x
  labels   chosen(vertex : x.G.vertices), slot(edge : x.G.edges, colour : number), paint(vertex : x.G.vertices, colour : number)
  let      colours = 1 .. min(x.k, |x.G.vertices|)
  target   universe = { chosen(v) | v in x.G.vertices } + { slot(e, i) | e in x.G.edges, i in colours }
           index    = { paint(v, i) | v in x.G.vertices, i in colours }
           family   = { paint(v, i) -> {chosen(v)} + { slot(e, i) | e in x.G.edges where v in e }
                      | i in colours, v in x.G.vertices }
  forward  f -> C = { paint(v, f[v]) | v in x.G.vertices }
  backward C -> f = { v -> the i in colours: paint(v, i) in C | v in x.G.vertices }
