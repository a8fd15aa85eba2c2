# expect: refuted well-formed
# because: A matrix has an entry at each place.
# instance: {"row": ["r0"], "column": ["c0"], "entry": [[["r0", "c0"], 0]], "k": 0}
# within: n = 1, m = 1, b = 1, d = 1
problem PositiveRows "Rows of a matrix without zeros"
  instance row    : set of labels
           column : set of labels
           entry  : map from each (row, column) to nat
           k      : nat
  measures n = |row|, m = |column|, b = max(bits(v) | _at -> v in entry), d = bits(k)
  witness  S : subset of row
  accepts  |S| >= k
           every r in S, c in column: entry[r, c] > 0

problem ClearRows "Rows of a matrix without zeros and ones"
  instance row    : set of labels
           column : set of labels
           entry  : map from each (row, column) to nat
           k      : nat
  measures n = |row|, m = |column|, b = max(bits(entry[r, c]) | r in row, c in column), d = bits(k)
  witness  S : subset of row
  accepts  |S| >= k
           every (r, _c) -> v in entry where r in S: v > 1

reduction PositiveRows -> ClearRows
  given    x
  labels   line(row : x.row), place(column : x.column)
  target   row    = { line(r) | r in x.row }
           column = { place(c) | c in x.column }
           entry  = { (line(r), place(c)) -> v + 1 | (r, c) -> v in x.entry where v > 0 }
           k      = x.k
  forward  S -> S = { line(r) | r in S }
  backward S -> S = { r | line(r) in S }
  claims   target.b <= b + 1
           target.n = n
