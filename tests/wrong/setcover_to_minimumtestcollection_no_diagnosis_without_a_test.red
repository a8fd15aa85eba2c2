# expect: refuted backward
# because: The second copy of one element need not be told from anything: its pair is not needed.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}, "k": 0}
# witness of the target: ["part(i0)"]
reduction SetCover -> MinimumTestCollection
  given    x
  labels   one(element : x.universe), two(element : x.universe), nothing, part(index : x.index),
             pair(element : x.universe)
  target   universe = { one(u) | u in x.universe } + { two(u) | u in x.universe }
           index    = { part(i) | i in x.index } + { pair(u) | u in x.universe }
           family   = { part(i) -> { one(u) | u in X } | i -> X in x.family }
                      with { pair(u) -> {one(u), two(u)} | u in x.universe }
           k        = x.k + |x.universe|
  forward  C -> C = { part(i) | i in C } + { pair(u) | u in x.universe }
  backward C -> C = { i | part(i) in C }
