reduction HittingString -> SAT
  "A row is a clause: a one is a variable, a zero its negation."
  cites    Fagin1974
  given    x
  labels   old(place : x.place)
  let      order         = listed(x.place)
           literal(r, p) = if x.at[r, p] = one then positive(old(p)) else negative(old(p))
  target   variables = { old(p) | p in x.place }
           clauses   = [ [ literal(r, p) | p in order where x.at[r, p] != blank ] | r in listed(x.row) ]
  forward  s -> a = { old(p) | p in s }
  backward a -> s = { p | old(p) in a }
  claims   target.n = n
           target.m = m
           target.t <= n*m
           parsimonious
