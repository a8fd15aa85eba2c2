# expect: 9:33 a sequence may be as long as the value of `k`
# fix: `min(k, |...|)`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : sequence of 1 .. k of V
  accepts  |V| > 0
