# expect: holds
# because: Numbers are pairwise coprime if no two of them share a factor: those that do are joined.
# within: n = 2, b = 2, c = 2
# slow: n = 3, b = 3, c = 3
problem CoprimeSubset "Numbers that are pairwise coprime"
  instance item : set of labels
           size : map from each item to nat
           k    : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(k)
  witness  S : subset of item
  accepts  |S| >= k
           every i in S, j in S where i != j: gcd(size[i], size[j]) = 1

reduction CoprimeSubset -> IndependentSet
  given    x
  labels   old(item : x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j and gcd(x.size[i], x.size[j]) != 1 }
           k          = min(x.k, |x.item| + 1)
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   parsimonious
