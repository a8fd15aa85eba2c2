# expect: holds
# because: Machines that are serviced together before the deadline two by two are those that are joined.
# within: n = 2, b = 2, c = 2
# slow: n = 3, b = 2, c = 3
problem OnTime "Periods that meet two by two before a deadline"
  instance item   : set of labels
           period : map from each item to nat
           latest : nat
           k      : nat
  measures n = |item|
           b = max(bits(p) | i -> p in period)
           c = bits(latest) + bits(k)
  witness  S : subset of item
  accepts  |S| >= k
           every i in S, j in S where i != j: lcm(period[i], period[j]) <= latest

reduction OnTime -> Clique
  given    x
  labels   old(item : x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)}
                        | i in x.item, j in x.item where i != j and lcm(x.period[i], x.period[j]) <= x.latest }
           k          = min(x.k, |x.item| + 1)
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   parsimonious
