# expect: refuted backward
# because: A blank agrees with nothing, not with a zero.
# instance: {"place": ["p0"], "row": ["r0"], "at": [[["r0", "p0"], "blank"]]}
# witness of the target: []
reduction HittingString -> SAT
  given    x
  labels   old(place : x.place)
  let      order         = listed(x.place)
           literal(r, p) = if x.at[r, p] = one then positive(old(p)) else negative(old(p))
  target   variables = { old(p) | p in x.place }
           clauses   = [ [ literal(r, p) | p in order ] | r in listed(x.row) ]
  forward  s -> a = { old(p) | p in s }
  backward a -> s = { p | old(p) in a }
