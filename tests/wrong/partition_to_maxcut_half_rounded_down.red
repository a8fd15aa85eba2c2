# expect: refuted backward
# because: An odd total has no equal halves, but a cut of almost its quarter.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: []
reduction Partition -> MaxCut
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j }
           weight     = { {old(i), old(j)} -> x.size[i] * x.size[j] | i in x.item, j in x.item where i != j }
           k          = (total div 2)^2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
