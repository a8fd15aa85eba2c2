# expect: 6:40 `town` is no field declared before this one
# fix: `city`
problem P
  instance city : set of labels
           row  : seq of nat
           d    : map from each (city, town) to nat
  measures n = |city|
           b = max(bits(x) | x in row) + max(bits(w) | _ -> w in d) + |d|
  witness  none
  accepts  true
