# expect: refuted backward
# because: Every vertex takes the first colour.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "palette": ["p0", "p1"], "given": [["v0", "p1"]]}
# witness of the target: {"old(v0)": "colour(p1)"}
reduction PrecoloringExtension -> ListColoring
  given    x
  labels   old(vertex : x.G.vertices), colour(colour : x.palette)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           palette    = { colour(c) | c in x.palette }
           list       = { old(v) -> { colour(c) | c in x.palette where every (u, d) in x.given: u = v implies d = c }
                        | v in x.G.vertices }
  forward  f -> f = { old(v) -> colour(c) | v -> c in f }
  backward f -> f = { v -> first c in listed(x.palette): c = c | v in x.G.vertices }
