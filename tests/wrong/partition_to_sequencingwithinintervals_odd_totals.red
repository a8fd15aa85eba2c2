# expect: refuted backward
# because: With an odd total the task in the middle begins after the lower half: the upper one has enough time.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"old(i0)": 1, "middle": 0}
reduction Partition -> SequencingWithinIntervals
  given    x
  labels   old(item : x.item), middle
  let      total = sum(x.size[i] | i in x.item)
           half  = total div 2
  target   task     = { old(i) | i in x.item } + {middle}
           release  = { old(i) -> 0 | i in x.item } with { middle -> half }
           deadline = { old(i) -> total + 2 | i in x.item } with { middle -> half + 1 }
           length   = { old(i) -> x.size[i] | i in x.item } with { middle -> 1 }
  forward  S -> start = { old(i) -> (if i in S then 0 else half + 1)
                                    + sum(x.size[j] | b -> j in listed(x.item) where b < a and (j in S iff i in S))
                        | a -> i in listed(x.item) }
                        with { middle -> half }
  backward start -> S = { i | i in x.item where start[old(i)] < start[middle] }
