# expect: refuted forward
# because: Sets that have no common element are connected by the root.
# instance: {"universe": [], "index": [], "family": {}, "k": 0}
# witness of the source: []
reduction SetCover -> ConnectedDominatingSet
  given    x
  labels   root, tip, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {root, tip} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = {{root, tip}}
                        + { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 1
  forward  C -> p = [ part(i) | i in listed(x.index) where i in C ]
  backward p -> C = { i | part(i) in p }
