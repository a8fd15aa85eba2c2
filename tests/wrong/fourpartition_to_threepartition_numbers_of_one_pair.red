# expect: refuted backward
# because: Bins whose numbers come from one pair are put together, but equal numbers of other pairs may take their places (problem-reductions mended this in its pull request 1155).
# instance: {"item": ["i0", "i1", "i2", "i3"], "size": {"i0": 1, "i1": 1, "i2": 1, "i3": 1}, "bound": 4}
# witness of the target: {"old(i0)": 6, "old(i1)": 6, "old(i2)": 7, "old(i3)": 7, "low(0, 1)": 1, "low(0, 2)": 1, "low(0, 3)": 2, "low(1, 2)": 2, "low(1, 3)": 3, "low(2, 3)": 3, "high(0, 1)": 4, "high(0, 2)": 4, "high(0, 3)": 5, "high(1, 2)": 5, "high(1, 3)": 6, "high(2, 3)": 7, "filler(1)": 1, "filler(2)": 2, "filler(3)": 3, "filler(4)": 4, "filler(5)": 5}
# within: n = 4, b = 1, c = 3
reduction FourPartition -> ThreePartition
  given    x
  labels   old(item : x.item), low(left : position, right : position), high(left : position, right : position),
             filler(number)
  let      order   = listed(x.item)
           n       = |order| div 4
           s       = [ x.size[i] | i in order ]
           pairs   = [ (p, q) | p in positions(order), q in positions(order) where p < q ]
           fillers = 1 .. |pairs| - n
  target   item  = { old(i) | i in x.item }
                   + { low(p, q) | (p, q) in pairs }
                   + { high(p, q) | (p, q) in pairs }
                   + { filler(j) | j in fillers }
           size  = { old(i) -> 4 * (5 * x.bound + a) + 1 | i -> a in x.size }
                   with { low(p, q) -> 4 * (6 * x.bound - s[p] - s[q]) + 2 | (p, q) in pairs }
                   with { high(p, q) -> 4 * (5 * x.bound + s[p] + s[q]) + 2 | (p, q) in pairs }
                   with { filler(j) -> 20 * x.bound | j in fillers }
           bound = 64 * x.bound + 4
  forward  bin -> places(t) = [ p | p -> i in order where bin[i] = t ]
                  split = { (places(t)[0], places(t)[1]) | t in 1 .. n }
                  rest = [ e | e in pairs where e not in split ]
                  bin = { old(i) -> if p in places(bin[i])[.. 1] then 2 * bin[i] - 1 else 2 * bin[i] | p -> i in order }
                        with { low(places(t)[0], places(t)[1]) -> 2 * t - 1 | t in 1 .. n }
                        with { high(places(t)[0], places(t)[1]) -> 2 * t | t in 1 .. n }
                        with { low(p, q) -> 2 * n + j + 1 | j -> (p, q) in rest }
                        with { high(p, q) -> 2 * n + j + 1 | j -> (p, q) in rest }
                        with { filler(j) -> 2 * n + j | j in fillers }
  backward bin -> with_items(j) = some i in x.item: bin[old(i)] = bin[j]
                  around((p, q)) = {bin[low(p, q)], bin[high(p, q)]}
                  split = [ (p, q) | (p, q) in pairs where with_items(low(p, q)) ]
                  bin = { i -> (first a in positions(split): bin[old(i)] in around(split[a])) + 1 | i in x.item }
