# expect: 9:30 found an expression, expected a name
# fix: `map from each x in ...`
problem P
  instance V : set of labels
           k : nat
           c : map from each V to nat
  measures n = |V|
           b = bits(k) + max(bits(x) | _ -> x in c)
  witness  s : map from each {u, v} in V to one of 0 .. k
  accepts  |V| > 0
