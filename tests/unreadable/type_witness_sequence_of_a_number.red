# expect: 8:33 found a nat, expected a set
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : sequence of 3 of k
  accepts  |V| > 0
