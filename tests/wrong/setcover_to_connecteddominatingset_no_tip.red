# expect: refuted backward
# because: Without a leaf the root need not be there, and one more set may be.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: ["part(i0)"]
reduction SetCover -> ConnectedDominatingSet
  given    x
  labels   root, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {root} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 1
  forward  C -> p = [root] ++ [ part(i) | i in listed(x.index) where i in C ]
  backward p -> C = { i | part(i) in p }
