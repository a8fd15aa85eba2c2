# expect: refuted backward
# because: A cut counts each pair across it, so weights are products.
# instance: {"item": ["i0", "i1"], "size": {"i0": 0, "i1": 1}}
# witness of the target: ["old(i0)"]
reduction Partition -> MaxCut
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j }
           weight     = { {old(i), old(j)} -> x.size[i] + x.size[j] | i in x.item, j in x.item where i != j }
           k          = ((total + 1) div 2)^2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
