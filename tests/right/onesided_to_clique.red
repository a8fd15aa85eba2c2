# expect: holds
# because: Numbers lie on one side of 0 if their signs are equal two by two: those with equal signs are joined.
# within: n = 2, b = 2, c = 2
# slow: n = 3, b = 2, c = 3
problem OneSided "Many numbers on one side of 0"
  instance item : set of labels
           at   : map from each item to rat
           k    : nat
  measures n = |item|
           b = max(bits(a) | i -> a in at)
           c = bits(k)
  witness  S : subset of item
  accepts  |S| >= k
           every i in S, j in S: sign(at[i]) = sign(at[j])

reduction OneSided -> Clique
  given    x
  labels   old(item : x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j and sign(x.at[i]) = sign(x.at[j]) }
           k          = min(x.k, |x.item| + 1)
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   parsimonious
