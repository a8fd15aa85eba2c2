# expect: refuted forward
# because: The second half is left over.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}}
# witness of the source: ["i0"]
reduction Partition -> BinCovering
  given    x
  labels   old(item : x.item), nothing
  target   item      = { old(i) | i in x.item } + {nothing}
           size      = { old(i) -> x.size[i] | i in x.item } with { nothing -> 0 }
           threshold = (sum(x.size[i] | i in x.item) + 1) div 2
           k         = 2
  forward  S -> bin = { old(i) -> if i in S then 1 else 0 | i in x.item } with { nothing -> 0 }
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
