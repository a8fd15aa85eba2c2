# expect: refuted backward
# because: The symbols are counted from 0 in the formula, and not from 1 again on the way back.
# instance: {"grid": [[0]]}
# witness of the target: ["holds_symbol(0, 0, 0)"]
reduction Sudoku -> SAT
  given    x
  labels   holds_symbol(row : position, column : position, symbol : position)
  let      N              = |x.grid|
           n              = first d in 0 .. N: d * d = N
           cells          = [ (i, j) | i in positions(x.grid), j in positions(x.grid) ]
           symbols        = positions(x.grid)
           box((i, j))    = (i div n, j div n)
           on((i, j), s)  = positive(holds_symbol(i, j, s))
           off((i, j), s) = negative(holds_symbol(i, j, s))
  target   variables = { holds_symbol(i, j, s) | (i, j) in cells, s in symbols }
           clauses   = [ [ on(c, s) | s in symbols ] | c in cells ]
                       ++ [ [off(c, s), off(c, t)] | c in cells, s in symbols, t in symbols where s < t ]
                       ++ [ [on((i, j), s)] | i -> row in x.grid, j -> given in row, s in symbols where given = s + 1 ]
                       ++ [ [off((i, j), s), off((k, l), s)]
                          | p -> (i, j) in cells,
                            q -> (k, l) in cells,
                            s in symbols where p < q and (i = k or j = l or box((i, j)) = box((k, l))) ]
  forward  f -> a = { holds_symbol(i, j, s) | (i, j) -> t in f, s in symbols where t = s + 1 }
  backward a -> f = { (i, j) -> first s in symbols: holds_symbol(i, j, s) in a | (i, j) in cells }
