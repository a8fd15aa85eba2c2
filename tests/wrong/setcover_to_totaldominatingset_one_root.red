# expect: refuted backward
# because: A root with a leaf needs a neighbour in the set: k + 2 vertices leave room for one set too many.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: ["root", "part(i0)"]
reduction SetCover -> TotalDominatingSet
  given    x
  labels   leaf, root, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {leaf, root} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = {{leaf, root}}
                        + { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 2
  forward  C -> S = {leaf, root} + { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
