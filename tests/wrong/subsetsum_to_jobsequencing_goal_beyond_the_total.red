# expect: refuted well-formed
# because: A goal beyond the total is met by all jobs in time.
# instance: {"item": [], "size": {}, "goal": 1}
reduction SubsetSum -> JobSequencing
  given    x
  labels   old(item : x.item), late
  let      total    = sum(x.size[i] | i in x.item)
           possible = true
  target   job      = if possible then { old(i) | i in x.item } else {late}
           time     = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           deadline = if possible then { old(i) -> x.goal | i in x.item } else { late -> 0 }
           penalty  = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           k        = if possible then total - x.goal else 0
  forward  S -> order = [ old(i) | i in listed(x.item) where i in S ]
                        ++ [ old(i) | i in listed(x.item) where i not in S ]
  backward order -> S = { i | t -> old(i) in order where sum(x.size[j] | s -> old(j) in order where s <= t) <= x.goal }
