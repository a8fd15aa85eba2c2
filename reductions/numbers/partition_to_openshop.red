reduction Partition -> OpenShop
  "Three machines. A job takes an item's size on each of them, one more job half of the total, and the deadline is three halves."
  because  "The long job is always on some machine, and on one of them in the middle: before it, and after it, there is time for half of the total."
           "The three machines go round, so that no job is on two at once. Three halves of an odd total, rounded down, are too short."
  cites    GonzalezSahni1976
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
                            where (count q in {m1, m2, m3}: start[long, q] < start[long, p]) = 1
                                  and start[old(i), p] < start[long, p] }
  claims   target.n = n + 1
           target.m = 3
           target.b <= b + bits(n)
           target.c <= b + bits(n) + 2
