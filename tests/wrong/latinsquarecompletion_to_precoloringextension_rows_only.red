# expect: refuted backward
# because: Without the edges of the columns a symbol may occur twice in one.
# instance: {"symbol": ["s0", "s1"], "given": []}
# witness of the target: {"cell(s0, s0)": "hue(s1)", "cell(s0, s1)": "hue(s0)", "cell(s1, s0)": "hue(s1)", "cell(s1, s1)": "hue(s0)"}
reduction LatinSquareCompletion -> PrecoloringExtension
  given    x
  labels   cell(row : x.symbol, column : x.symbol), hue(symbol : x.symbol)
  target   G.vertices = { cell(r, c) | r in x.symbol, c in x.symbol }
           G.edges    = { {cell(r, c), cell(r, d)} | r in x.symbol, c in x.symbol, d in x.symbol where c != d }
           palette    = { hue(s) | s in x.symbol }
           given      = { (cell(r, c), hue(s)) | (r, c, s) in x.given }
  forward  f -> f = { cell(r, c) -> hue(s) | (r, c) -> s in f }
  backward f -> f = { (r, c) -> s | cell(r, c) -> hue(s) in f }
