# expect: 6:19 only a map from the pairs of one set may be symmetric
# fix: `(A, A)`
problem P
  instance city : set of labels
           row  : seq of nat
           d    : symmetric map from each city to nat
  measures n = |city|
           b = max(bits(x) | x in row) + max(bits(w) | _ -> w in d) + |d|
  witness  none
  accepts  true
