# expect: refuted forward
# because: A cell has a symbol of its own, not one for its column.
# instance: {"symbol": ["s0", "s1"], "given": []}
# witness of the source: [[["s0", "s0"], "s0"], [["s0", "s1"], "s1"], [["s1", "s0"], "s1"], [["s1", "s1"], "s0"]]
reduction LatinSquareCompletion -> PrecoloringExtension
  given    x
  labels   cell(row : x.symbol, column : x.symbol), hue(symbol : x.symbol)
  target   G.vertices = { cell(r, c) | r in x.symbol, c in x.symbol }
           G.edges    = { {cell(r, c), cell(r, d)} | r in x.symbol, c in x.symbol, d in x.symbol where c != d }
                        + { {cell(r, c), cell(q, c)} | r in x.symbol, q in x.symbol, c in x.symbol where r != q }
           palette    = { hue(s) | s in x.symbol }
           given      = { (cell(r, c), hue(s)) | (r, c, s) in x.given }
  forward  f -> f = { cell(r, c) -> hue(c) | (r, c) -> s in f }
  backward f -> f = { (r, c) -> s | cell(r, c) -> hue(s) in f }
