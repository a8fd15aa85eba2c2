reduction ChromaticNumber -> ExactCover
  "A vertex takes, with a colour, the slots of this colour at its edges. An edge has one slot per colour, so its ends differ."
  because  "Each vertex's own element chooses one colour. Slots that no end takes are filled by sets of their own."
  cites    Karp1972
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
                    + { rest(e, i) | e in x.G.edges, i in colours where every v in e: f[v] != i }
  backward C -> f = { v -> the i in colours: paint(v, i) in C | v in x.G.vertices }
  claims   target.n <= n + m*n
           target.m <= n^2 + m*n
           target.t <= n^2 + 3*m*n
           parsimonious
