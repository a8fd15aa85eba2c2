reduction PrecoloringExtension -> ListColoring
  "A vertex that has its colour already has a list of this one; other vertices have all colours."
  because  "Two colours for one vertex leave it none."
  cites    BiroHujterTuza1992
  given    x
  labels   old(vertex : x.G.vertices), colour(colour : x.palette)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = { colour(c) | c in x.palette }
           list       = { old(v) -> { colour(c) | c in x.palette where every (u, d) in x.given: u = v implies d = c }
                        | v in x.G.vertices }
  forward  f -> f = { old(v) -> colour(c) | v -> c in f }
  backward f -> f = { v -> the c in x.palette: f[old(v)] = colour(c) | v in x.G.vertices }
  claims   target.n = n
           target.m = m
           target.c = c
           target.t <= n*c
           parsimonious
