reduction QueensCompletion -> SAT
  "A variable for each square: there is a queen on it."
  because  "Every row has a queen and no other, and of two squares of different rows on one column or diagonal only one has a queen."
  cites    GentJeffersonNightingale2017
  given    x
  labels   queen(row : position, column : number)
  let      N         = |x.given|
           rows      = positions(x.given)
           on(i, c)  = positive(queen(i, c))
           off(i, c) = negative(queen(i, c))
  target   variables = { queen(i, c) | i in rows, c in 1 .. N }
           clauses   = [ [ on(i, c) | c in 1 .. N ] | i in rows ]
                       ++ [ [off(i, c), off(i, d)] | i in rows, c in 1 .. N, d in 1 .. N where c < d ]
                       ++ [ [on(i, c)] | i -> c in x.given where c != 0 ]
                       ++ [ [off(i, c), off(j, d)]
                          | i in rows,
                            j in rows,
                            c in 1 .. N,
                            d in 1 .. N where i < j and (c = d or abs(c - d) = j - i) ]
  forward  column -> a = { queen(i, c) | i -> c in column }
  backward a -> column = { i -> first c in 1 .. N: queen(i, c) in a | i in positions(x.given) }
  claims   target.n <= n^2
           target.m <= n^4/2 + 2*n
           parsimonious
