# expect: refuted forward
# because: The chosen items all begin at 0.
# instance: {"item": ["i0", "i1", "i2"], "size": {"i0": 1, "i1": 1, "i2": 2}}
# witness of the source: ["i0", "i1"]
reduction Partition -> SequencingWithinIntervals
  given    x
  labels   old(item : x.item), middle
  let      total = sum(x.size[i] | i in x.item)
           half  = total div 2
  target   task     = { old(i) | i in x.item } + {middle}
           release  = { old(i) -> 0 | i in x.item } with { middle -> (total + 1) div 2 }
           deadline = { old(i) -> total + 1 | i in x.item } with { middle -> half + 1 }
           length   = { old(i) -> x.size[i] | i in x.item } with { middle -> 1 }
  forward  S -> start = { old(i) -> (if i in S then 0 else half + 1)
                                    + sum(x.size[j] | b -> j in listed(x.item) where b < a and j not in S and i not in S)
                        | a -> i in listed(x.item) }
                        with { middle -> half }
  backward start -> S = { i | i in x.item where start[old(i)] < start[middle] }
