reduction SetCover -> TotalDominatingSet
  "A path of leaf, stem and root; the root is joined to each set, and a set to its elements."
  because  "The leaf takes the stem, and the stem one of its neighbours: the root, which serves all sets, will do. Not more than k sets are left."
           "An element's neighbours are the sets around it."
  cites    PfaffLaskarHedetniemi1983
  given    x
  labels   leaf, stem, root, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {leaf, stem, root} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = {{leaf, stem}, {stem, root}}
                        + { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 2
  forward  C -> S = {stem, root} + { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
  claims   target.n = n + m + 3
           target.m <= 2 + m + t
           target.b <= b + 2
