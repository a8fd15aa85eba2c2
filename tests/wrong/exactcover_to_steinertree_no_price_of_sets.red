# expect: refuted backward
# because: Sets that cover an element twice cost no more.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}}
# witness of the target: [["root", "chosen(i0)"], ["root", "chosen(i1)"], ["chosen(i0)", "met(u0)"]]
reduction ExactCover -> SteinerTree
  given    x
  labels   root, chosen(index : x.index), met(element : x.universe)
  let      n = |x.universe|
  target   G.vertices = {root} + { chosen(i) | i in x.index } + { met(u) | u in x.universe }
           G.edges    = { {root, chosen(i)} | i in x.index }
                        + { {chosen(i), met(u)} | i -> X in x.family, u in X }
           weight     = { {root, chosen(i)} -> 0 | i -> X in x.family }
                        with { {chosen(i), met(u)} -> n | i -> X in x.family, u in X }
           terminal   = {root} + { met(u) | u in x.universe }
           k          = n * n + n
  forward  C -> T = { {root, chosen(i)} | i in C } + { {chosen(i), met(u)} | i in C, u in x.family[i] }
  backward T -> C = { i | i in x.index where {root, chosen(i)} in T }
