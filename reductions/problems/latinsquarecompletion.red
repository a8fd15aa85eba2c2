# A cell that is given two symbols, and a symbol that is given twice in a row or column, leave no completion.
problem LatinSquareCompletion "Latin square completion (rows, columns and symbols are of one set; some cells are filled)"
  cites    Colbourn1984
  instance symbol : set of labels
           given  : set of (symbol, symbol, symbol)
  measures n = |symbol|
           g = |given|
  witness  f : map from each (symbol, symbol) to one of symbol
  accepts  every (r, c, s) in given: f[r, c] = s
           every r in symbol, c in symbol, d in symbol where c != d: f[r, c] != f[r, d]
           every r in symbol, q in symbol, c in symbol where r != q: f[r, c] != f[q, c]
