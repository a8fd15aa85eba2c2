# expect: refuted backward
# because: Vertices with one colour are coloured, and longer lists are forgotten.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "palette": ["p0"], "list": {"v0": []}}
# witness of the target: {"old(v0)": "hue(p0)"}
reduction ListColoring -> PrecoloringExtension
  given    x
  labels   old(vertex : x.G.vertices), guard(vertex : x.G.vertices, colour : x.palette), hue(colour : x.palette)
  let      barred = { (v, c) | v in x.G.vertices, c in x.palette where c not in x.list[v] }
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = { hue(c) | c in x.palette }
           given      = { (old(v), hue(c)) | v in x.G.vertices, c in x.list[v] where |x.list[v]| = 1 }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f }
  backward f -> f = { v -> c | old(v) -> hue(c) in f }
