# expect: refuted backward
# because: A place is one if its variable is false.
# instance: {"place": ["p0"], "row": ["r0"], "at": [[["r0", "p0"], "zero"]]}
# witness of the target: []
reduction HittingString -> SAT
  given    x
  labels   old(place : x.place)
  let      order         = listed(x.place)
           literal(r, p) = if x.at[r, p] = one then positive(old(p)) else negative(old(p))
  target   variables = { old(p) | p in x.place }
           clauses   = [ [ literal(r, p) | p in order where x.at[r, p] != blank ] | r in listed(x.row) ]
  forward  s -> a = { old(p) | p in s }
  backward a -> s = { p | p in x.place where old(p) not in a }
