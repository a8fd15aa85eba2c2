# expect: refuted backward
# because: Of the square of an odd total, the half is rounded up: two parts that differ by 1 reach it.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"old(i0)": 1}
reduction Partition -> MinimumSumOfSquares
  given    x
  labels   old(item : x.item)
  target   item  = { old(i) | i in x.item }
           size  = { old(i) -> x.size[i] | i in x.item }
           k     = 2
           bound = sum(x.size[i] | i in x.item)^2 div 2 + 1
  forward  S -> part = { old(i) -> if i in S or |x.item| = 1 then 1 else 2 | i in x.item }
  backward part -> S = { i | i in x.item where part[old(i)] = 1 }
