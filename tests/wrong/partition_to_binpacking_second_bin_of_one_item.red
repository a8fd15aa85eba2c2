# expect: refuted forward
# because: One item has one bin.
# instance: {"item": ["i0"], "size": {"i0": 0}}
# witness of the source: []
reduction Partition -> BinPacking
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> x.size[i] | i in x.item }
           capacity = total div 2
           k        = 2
  forward  S -> bin = { old(i) -> if i in S then 1 else 2 | i in x.item }
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
