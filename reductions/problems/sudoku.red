# Cells are numbered from 0, symbols from 1; a 0 in the grid is an empty cell.
problem Sudoku "Sudoku (a grid of n^2 by n^2 cells, some of them filled)"
  cites    YatoSeta2003
  instance grid : seq of seq of nat
  valid    some d in 0 .. |grid|: d * d = |grid|
           every row in grid: |row| = |grid|
           every row in grid, s in row: s <= |grid|
  measures N = |grid|
           c = sum(|row| | row in grid)
  witness  f : map from each { (i, j) | i in positions(grid), j in positions(grid) } to one of 1 .. |grid|
  let      n           = first d in 0 .. |grid|: d * d = |grid|
           box((i, j)) = (i div n, j div n)
  accepts  every i -> row in grid, j -> s in row where s != 0: f[(i, j)] = s
           every (i, j) -> s in f,
                 (k, l) -> t in f where (i, j) != (k, l) and (i = k or j = l or box((i, j)) = box((k, l))):
             s != t
