# expect: 9:16 `seq` takes no length
# fix: `sequence of ...`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : seq of at most 3 of V
  accepts  |V| > 0
