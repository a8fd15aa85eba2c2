# expect: refuted backward
# because: The tests that are not chosen are read off.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: []
reduction MinimumTestCollection -> SetCover
  given    x
  labels   pair(first : x.universe, second : x.universe), part(index : x.index)
  let      pairs = { (u, v) | i -> u in listed(x.universe), j -> v in listed(x.universe) where i < j }
  target   universe = { pair(u, v) | (u, v) in pairs }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { pair(u, v) | (u, v) in pairs where not (u in X iff v in X) } | i -> X in x.family }
           k        = x.k
  forward  C -> C = { part(i) | i in C }
  backward C -> C = { i | i in x.index where part(i) not in C }
