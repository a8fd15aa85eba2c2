# expect: refuted backward
# because: The cells that are filled are forgotten.
# beyond: N = 4, c = 16
reduction Sudoku -> SAT
  given    x
  labels   holds_symbol(row : position, column : position, symbol : number)
  let      N              = |x.grid|
           n              = first d in 0 .. N: d * d = N
           cells          = [ (i, j) | i in positions(x.grid), j in positions(x.grid) ]
           box((i, j))    = (i div n, j div n)
           on((i, j), s)  = positive(holds_symbol(i, j, s))
           off((i, j), s) = negative(holds_symbol(i, j, s))
  target   variables = { holds_symbol(i, j, s) | (i, j) in cells, s in 1 .. N }
           clauses   = [ [ on(c, s) | s in 1 .. N ] | c in cells ]
                       ++ [ [off(c, s), off(c, t)] | c in cells, s in 1 .. N, t in 1 .. N where s < t ]
                       ++ [ [off((i, j), s), off((k, l), s)]
                          | p -> (i, j) in cells,
                            q -> (k, l) in cells,
                            s in 1 .. N where p < q and (i = k or j = l or box((i, j)) = box((k, l))) ]
  forward  f -> a = { holds_symbol(i, j, s) | (i, j) -> s in f }
  backward a -> f = { (i, j) -> first s in 1 .. N: holds_symbol(i, j, s) in a | (i, j) in cells }
