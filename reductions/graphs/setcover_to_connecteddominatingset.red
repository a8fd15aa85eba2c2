reduction SetCover -> ConnectedDominatingSet
  "A root, joined to each set and to one vertex that has no other neighbour; a set is joined to its elements."
  because  "A set that is taken has a place." shows backward p -> every i in x.index:
                                                                    part(i) in p
                                                                    implies some j in positions(p): p[j] = part(i)
           "The root is there or its only neighbour that has no other," shows backward p -> some v in p:
                                                                                              v in {root, tip}
           "which leaves k more." shows backward p -> every v in p:
                                                        v in {root, tip} implies |{ i | part(i) in p }| < |p|
           "An element that is there has a neighbour that is, since it is connected with the root, and so does one that is not."
  cites    GareyJohnson1979 "GT2"
  given    x
  labels   root, tip, part(index : x.index), elem(element : x.universe)
  target   G.vertices = {root, tip} + { part(i) | i in x.index } + { elem(u) | u in x.universe }
           G.edges    = {{root, tip}}
                        + { {root, part(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
           k          = x.k + 1
  forward  C -> p = [root] ++ [ part(i) | i in listed(x.index) where i in C ]
  backward p -> C = { i | part(i) in p }
  claims   target.n = n + m + 2
           target.m <= 1 + m + t
           target.b <= b + 1
