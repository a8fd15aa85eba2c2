# expect: refuted backward
# because: A shift that two workers have is left out.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}, "k": 2}
# witness of the target: {"part(i0)": 2}
reduction SetCover -> StaffScheduling
  given    x
  labels   old(element : x.universe), part(index : x.index)
  target   period   = { old(u) | u in x.universe }
           shift    = { part(i) | i in x.index }
           covers   = { part(i) -> { old(u) | u in X } | i -> X in x.family }
           required = { old(u) -> 1 | u in x.universe }
           workers  = x.k
  forward  C -> staff = { part(i) -> if i in C then 1 else 0 | i in x.index }
  backward staff -> C = { i | i in x.index where staff[part(i)] = 1 }
