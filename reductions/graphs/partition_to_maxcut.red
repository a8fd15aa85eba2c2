reduction Partition -> MaxCut
  "The items are the vertices of a complete graph, and an edge weighs the product of its ends: sides s and r cut s r."
  because  "With s + r fixed, s r is largest when both are half: a quarter of the square. An odd total has no halves: the bound, rounded up, is then out of reach."
  cites    Karp1972
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j }
           weight     = { {old(i), old(j)} -> x.size[i] * x.size[j] | i in x.item, j in x.item where i != j }
           k          = ((total + 1) div 2)^2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.n = n
           target.m = n*(n - 1)/2
           target.b <= 2*b
           target.c <= 2*b + 2*bits(n) + 2
           parsimonious
