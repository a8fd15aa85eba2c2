# expect: refuted forward
# because: The root has no neighbour in the set where no set is chosen.
# instance: {"universe": [], "index": [], "family": {}, "k": 0}
# witness of the source: []
reduction SetCover -> TotalDominatingSet
  given    x
  labels   leaf, stem, root, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {leaf, stem, root} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = {{leaf, stem}, {stem, root}}
                        + { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 2
  forward  C -> S = {root} + { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
