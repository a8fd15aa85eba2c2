# expect: refuted backward
# because: The neighbours of a vertex have the colours of its list.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "palette": ["p0"], "list": {"v0": []}}
# witness of the target: {"old(v0)": "hue(p0)"}
reduction ListColoring -> PrecoloringExtension
  given    x
  labels   old(vertex : x.G.vertices), guard(vertex : x.G.vertices, colour : x.palette), hue(colour : x.palette)
  let      barred = { (v, c) | v in x.G.vertices, c in x.palette where c in x.list[v] }
  target   G.vertices = { old(v) | v in x.G.vertices } + { guard(v, c) | (v, c) in barred }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), guard(v, c)} | (v, c) in barred }
           palette    = { hue(c) | c in x.palette }
           given      = { (guard(v, c), hue(c)) | (v, c) in barred }
  forward  f -> f = { old(v) -> hue(c) | v -> c in f } with { guard(v, c) -> hue(c) | (v, c) in barred }
  backward f -> f = { v -> c | old(v) -> hue(c) in f }
