# expect: 6:40 `row` is a sequence of naturals, expected a set
# fix: write `seq of ...`
problem P
  instance city : set of labels
           row  : seq of nat
           d    : map from each (city, row) to nat
  measures n = |city|
           b = max(bits(x) | x in row) + max(bits(w) | _ -> w in d) + |d|
  witness  none
  accepts  true
