# expect: 9:16 found a sequence of any length
# fix: `sequence of at most ... of V`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : sequence of V
  accepts  |V| > 0
