reduction ListColoring -> PrecoloringExtension
  "A vertex gets a neighbour of each colour that is not in its list."
  because  "The neighbours of a vertex keep it from exactly the colours that its list does not have."
  cites    BiroHujterTuza1992
  given    x
  labels   old(vertex : x.G.vertices), guard(vertex : x.G.vertices, colour : x.palette), hue(colour : x.palette)
  let      barred = { (v, c) | v in x.G.vertices, c in x.palette where c not in x.list[v] }
  target   G.vertices = { old(v) | v in x.G.vertices } + { guard(v, c) | (v, c) in barred }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), guard(v, c)} | (v, c) in barred }
           palette    = { hue(c) | c in x.palette }
           given      = { (guard(v, c), hue(c)) | (v, c) in barred }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f } with { guard(v, c) -> hue(c) | (v, c) in barred }
  backward f -> f = { v -> c | old(v) -> hue(c) in f }
  claims   target.n <= n + n*c
           target.m <= m + n*c
           target.c = c
           target.p <= n*c
           parsimonious
