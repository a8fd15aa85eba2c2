# expect: refuted well-formed
# because: A pair that splits no set of four needs a filler beside it.
# instance: {"item": ["i0", "i1", "i2", "i3"], "size": {"i0": 1, "i1": 1, "i2": 1, "i3": 1}, "bound": 4}
reduction FourPartition -> ThreePartition
  given    x
  labels   old(item : x.item), low(left : position, right : position), high(left : position, right : position)
  let      order   = listed(x.item)
           n       = |order| div 4
           s       = [ x.size[i] | i in order ]
           pairs   = [ (p, q) | p in positions(order), q in positions(order) where p < q ]
  target   item  = { old(i) | i in x.item }
                   + { low(p, q) | (p, q) in pairs }
                   + { high(p, q) | (p, q) in pairs }
           size  = { old(i) -> 4 * (5 * x.bound + a) + 1 | i -> a in x.size }
                   with { low(p, q) -> 4 * (6 * x.bound - s[p] - s[q]) + 2 | (p, q) in pairs }
                   with { high(p, q) -> 4 * (5 * x.bound + s[p] + s[q]) + 2 | (p, q) in pairs }
           bound = 64 * x.bound + 4
  forward  bin -> places(t) = [ p | p -> i in order where bin[i] = t ]
                  split = { (places(t)[0], places(t)[1]) | t in 1 .. n }
                  rest = [ e | e in pairs where e not in split ]
                  bin = { old(i) -> if p in places(bin[i])[.. 1] then 2 * bin[i] - 1 else 2 * bin[i] | p -> i in order }
                        with { low(places(t)[0], places(t)[1]) -> 2 * t - 1 | t in 1 .. n }
                        with { high(places(t)[0], places(t)[1]) -> 2 * t | t in 1 .. n }
                        with { low(p, q) -> 2 * n + j + 1 | j -> (p, q) in rest }
                        with { high(p, q) -> 2 * n + j + 1 | j -> (p, q) in rest }
  backward bin -> total(t) = sum(x.size[i] | i in x.item where bin[old(i)] = t)
                  twos = [ t | t in 1 .. n + |pairs| where (some i in x.item: bin[old(i)] = t) ]
                  rank(t) = count r in twos: r < t and total(r) = total(t)
                  small(t) = count r in twos: r < t and 2 * total(r) < x.bound
                  number(t) = if 2 * total(t) < x.bound then small(t) + 1
                              else if 2 * total(t) = x.bound then small(n + |pairs| + 1) + rank(t) div 2 + 1
                              else small(first r in twos: total(r) + total(t) = x.bound and rank(r) = rank(t)) + 1
                  bin = { i -> number(bin[old(i)]) | i in x.item }
