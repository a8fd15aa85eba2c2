# expect: refuted backward
# because: Places count from 1.
# instance: {"letter": ["l0"], "row": ["r0"], "string": ["l0"], "other": {"r0": ["l0"]}, "k": 0}
# witness of the target: ["taken(0)", "stands(r0, 0, 0)"]
reduction LongestCommonSubsequence -> ZeroOneProgramming
  given    x
  labels   taken(place : position), stands(row : x.row, place : position, there : position),
             placed(row : x.row, place : position), once(row : x.row, place : position),
             ordered(row : x.row, first : position, second : position, there : position, before : position), many
  let      line  = positions(x.string)
           fits  = { (r, i, p) | r -> s in x.other, i -> a in x.string, p -> c in s where c = a }
           wrong = { (r, i, j, p, q)
                   | (r, i, p) in fits,
                     j in line,
                     q in positions(x.other[r]) where i < j and q <= p and (r, j, q) in fits }
  target   variable    = { taken(i) | i in line } + { stands(r, i, p) | (r, i, p) in fits }
           row         = { placed(r, i) | r in x.row, i in line }
                         + { once(r, i) | r in x.row, i in line }
                         + { ordered(r, i, j, p, q) | (r, i, j, p, q) in wrong }
                         + {many}
           coefficient = { placed(r, i) -> { stands(r, i, p) -> 1 | p in positions(s) where (r, i, p) in fits }
                                           with { taken(i) -> -1 }
                         | r -> s in x.other, i in line }
                         with { once(r, i) -> { stands(r, i, p) -> -1 | p in positions(s) where (r, i, p) in fits }
                                              with { taken(i) -> 1 }
                              | r -> s in x.other, i in line }
                         with { ordered(r, i, j, p, q) -> { stands(r, i, p) -> -1, stands(r, j, q) -> -1 }
                              | (r, i, j, p, q) in wrong }
                         with { many -> { taken(i) -> 1 | i in line } }
           least       = { placed(r, i) -> 0 | r in x.row, i in line }
                         with { once(r, i) -> 0 | r in x.row, i in line }
                         with { ordered(r, i, j, p, q) -> -1 | (r, i, j, p, q) in wrong }
                         with { many -> x.k }
  forward  (W, at) -> S = { taken(i) | i in W }
                          + { stands(r, i, p) | (r, i, p) in fits where i in W and at[r, i] = p + 1 }
  backward S -> W = { i | taken(i) in S }
                at = { (r, i) -> if taken(i) in S then 0 + (the p in positions(x.other[r]): stands(r, i, p) in S) else 0
                     | r in x.row, i in line }
