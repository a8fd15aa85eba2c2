reduction SetCover -> StaffScheduling
  "A set is a shift, an element a period that requires one worker."
  because  "A shift that somebody has is a set that is chosen: they are no more than the workers."
  cites    GareyJohnson1979 "SS20"
  given    x
  labels   old(element : x.universe), part(index : x.index)
  target   period   = { old(u) | u in x.universe }
           shift    = { part(i) | i in x.index }
           covers   = { part(i) -> { old(u) | u in X } | i -> X in x.family }
           required = { old(u) -> 1 | u in x.universe }
           workers  = x.k
  forward  C -> staff = { part(i) -> if i in C then 1 else 0 | i in x.index }
  backward staff -> C = { i | i in x.index where staff[part(i)] > 0 }
  claims   target.n = n
           target.m = m
           target.t = t
           target.b <= 1
           target.c = b
