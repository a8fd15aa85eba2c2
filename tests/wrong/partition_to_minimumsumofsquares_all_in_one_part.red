# expect: refuted forward
# because: All numbers are in the first part.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}}
# witness of the source: ["i0"]
reduction Partition -> MinimumSumOfSquares
  given    x
  labels   old(item : x.item)
  target   item  = { old(i) | i in x.item }
           size  = { old(i) -> x.size[i] | i in x.item }
           k     = 2
           bound = sum(x.size[i] | i in x.item)^2 div 2
  forward  S -> part = { old(i) -> 1 | i in x.item }
  backward part -> S = { i | i in x.item where part[old(i)] = 1 }
