# expect: 9:40 found another space than `one of`
# fix: `map from each V to ...`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : map from each v in V to bool
  accepts  |V| > 0
