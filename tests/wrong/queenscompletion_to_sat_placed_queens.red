# expect: refuted forward
# because: Only the queens that are placed already are there.
# instance: {"given": [0]}
# witness of the source: {"0": 1}
reduction QueensCompletion -> SAT
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
  forward  _ -> a = { queen(i, c) | i -> c in x.given where c != 0 }
  backward a -> column = { i -> first c in 1 .. N: queen(i, c) in a | i in positions(x.given) }
