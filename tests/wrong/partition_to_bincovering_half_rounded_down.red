# expect: refuted backward
# because: Two halves of an odd total, rounded down, are there without a partition.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"old(i0)": 0, "nothing": 0}
reduction Partition -> BinCovering
  given    x
  labels   old(item : x.item), nothing
  target   item      = { old(i) | i in x.item } + {nothing}
           size      = { old(i) -> x.size[i] | i in x.item } with { nothing -> 0 }
           threshold = sum(x.size[i] | i in x.item) div 2
           k         = 2
  forward  S -> bin = { old(i) -> if i in S then 1 else 2 | i in x.item } with { nothing -> 0 }
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
