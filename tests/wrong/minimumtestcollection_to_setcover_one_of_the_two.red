# expect: refuted backward
# because: A test that both have does not tell them apart.
# instance: {"universe": ["u0", "u1"], "index": ["i0"], "family": {"i0": ["u0", "u1"]}, "k": 1}
# witness of the target: ["part(i0)"]
reduction MinimumTestCollection -> SetCover
  given    x
  labels   pair(first : x.universe, second : x.universe), part(index : x.index)
  let      pairs = { (u, v) | i -> u in listed(x.universe), j -> v in listed(x.universe) where i < j }
  target   universe = { pair(u, v) | (u, v) in pairs }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { pair(u, v) | (u, v) in pairs where (u in X or v in X) } | i -> X in x.family }
           k        = x.k
  forward  C -> C = { part(i) | i in C }
  backward C -> C = { i | part(i) in C }
