# expect: refuted backward
# because: On a machine where the long job is last, all items are before it.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}}
# witness of the target: [[["old(i0)", "m1"], 2], [["old(i0)", "m2"], 1], [["old(i0)", "m3"], 0], [["old(i1)", "m1"], 1], [["old(i1)", "m2"], 0], [["old(i1)", "m3"], 2], [["long", "m1"], 0], [["long", "m2"], 2], [["long", "m3"], 1]]
reduction Partition -> OpenShop
  given    x
  labels   old(item : x.item), long, m1, m2, m3
  let      half = sum(x.size[i] | i in x.item) div 2
  target   job      = { old(i) | i in x.item } + {long}
           machine  = {m1, m2, m3}
           length   = { (old(i), p) -> x.size[i] | i in x.item, p in {m1, m2, m3} }
                      with { (long, p) -> half | p in {m1, m2, m3} }
           deadline = 3 * half
  forward  S -> start = { (old(i), m1) -> (if i in S then 2 * half else half) + offset(a, i)
                        | a -> i in listed(x.item) }
                        with { (old(i), m2) -> (if i in S then 0 else 2 * half) + offset(a, i)
                             | a -> i in listed(x.item) }
                        with { (old(i), m3) -> (if i in S then half else 0) + offset(a, i) | a -> i in listed(x.item) }
                        with { (long, m1) -> 0, (long, m2) -> half, (long, m3) -> 2 * half }
                offset(a, i) = sum(x.size[j] | b -> j in listed(x.item) where b < a and (j in S iff i in S))
  backward start -> S = { i
                        | i in x.item,
                          p in {m1, m2, m3}
                            where start[old(i), p] < start[long, p] }
