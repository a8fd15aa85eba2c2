reduction ExactCover -> SteinerTree
  "A root, joined to each set by as much as the set is large, and each set to its elements; root and elements are the terminals."
  because  "Every element needs an edge of its own. These weigh n each, so that a tree has just one of them per element."
           "All its ways then lead from the root through a set to an element: its sets cover, and weigh n only if they are disjoint."
           "With weight 0 in their place a tree could reach a set free of charge, by way of an element of another."
  cites    Karp1972
  given    x
  labels   root, chosen(index : x.index), met(element : x.universe)
  let      n = |x.universe|
  target   G.vertices = {root} + { chosen(i) | i in x.index } + { met(u) | u in x.universe }
           G.edges    = { {root, chosen(i)} | i in x.index }
                        + { {chosen(i), met(u)} | i -> X in x.family, u in X }
           weight     = { {root, chosen(i)} -> |X| | i -> X in x.family }
                        with { {chosen(i), met(u)} -> n | i -> X in x.family, u in X }
           terminal   = {root} + { met(u) | u in x.universe }
           k          = n * n + n
  forward  C -> T = { {root, chosen(i)} | i in C } + { {chosen(i), met(u)} | i in C, u in x.family[i] }
  backward T -> C = { i | i in x.index where {root, chosen(i)} in T }
  claims   target.n = 1 + m + n
           target.m <= m + t
           target.b <= bits(n)
           target.c <= 2*bits(n) + 1
           parsimonious
