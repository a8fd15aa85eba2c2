# expect: refuted forward
# because: One item has no unit: an odd number of items has no half.
# instance: {"item": ["i0"], "size": {"i0": 0}}
# witness of the source: []
reduction Partition -> BalancedPartition
  given    x
  labels   old(item : x.item), unit(item : x.item)
  target   item = { old(i) | i in x.item } + { unit(i) | k -> i in listed(x.item) where k > 0 }
           size = { old(i) -> x.size[i] + 1 | i in x.item } with { unit(i) -> 1 | k -> i in listed(x.item) where k > 0 }
  forward  S -> S = { old(i) | i in S } + { unit(i) | k -> i in listed(x.item) where k > 0 and i not in S }
  backward S -> S = { i | old(i) in S }
