reduction ExactCover -> SubsetSum
  "One digit per element; a set is the number with the digit 1 at its elements, and the goal has the digit 1 everywhere."
  because  "Digits count sets: their base, a power of 2, exceeds the number of sets, so that nothing is carried."
           "Without sets no element is covered." shows backward S -> every u in x.universe: |x.index| >= 1
  cites    Karp1972
  given    x
  labels   old(index : x.index)
  let      width  = bits(|x.index|)
           place  = { u -> i | i -> u in listed(x.universe) }
           one(u) = 2^(width * place[u])
  target   item = { old(i) | i in x.index }
           size = { old(i) -> sum(one(u) | u in X) | i -> X in x.family }
           goal = sum(one(u) | u in x.universe)
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
  claims   target.n = m
           target.b <= n*bits(m) + bits(t) + 1
           target.c <= n*bits(m) + bits(n) + 1
           parsimonious
