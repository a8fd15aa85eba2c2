# expect: refuted forward
# because: The units go to the side of their items.
# instance: {"item": ["i0"], "size": {"i0": 0}}
# witness of the source: []
reduction Partition -> BalancedPartition
  given    x
  labels   old(item : x.item), unit(item : x.item)
  target   item = { old(i) | i in x.item } + { unit(i) | i in x.item }
           size = { old(i) -> x.size[i] + 1 | i in x.item } with { unit(i) -> 1 | i in x.item }
  forward  S -> S = { old(i) | i in S } + { unit(i) | i in x.item where i in S }
  backward S -> S = { i | old(i) in S }
