reduction LatinSquareCompletion -> PrecoloringExtension
  "The cells of a row are joined, and the cells of a column; symbols are colours."
  cites    BiroHujterTuza1992
  given    x
  labels   cell(row : x.symbol, column : x.symbol), hue(symbol : x.symbol)
  target   G.vertices = { cell(r, c) | r in x.symbol, c in x.symbol }
           G.edges    = { {cell(r, c), cell(r, d)} | r in x.symbol, c in x.symbol, d in x.symbol where c != d }
                        + { {cell(r, c), cell(q, c)} | r in x.symbol, q in x.symbol, c in x.symbol where r != q }
           palette    = { hue(s) | s in x.symbol }
           given      = { (cell(r, c), hue(s)) | (r, c, s) in x.given }
  forward  f -> f = { cell(r, c) -> hue(s) | (r, c) -> s in f }
  backward f -> f = { (r, c) -> s | cell(r, c) -> hue(s) in f }
  claims   target.n = n^2
           target.m <= n^3
           target.c = n
           target.p = g
           parsimonious
