# expect: 9:16 `subset` takes no length
# fix: write `subset of V`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : subset of 3 of V
  accepts  |V| > 0
