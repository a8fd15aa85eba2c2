reduction SimpleMaxCut -> MaxCut
  "Every edge weighs 1."
  cites    GareyJohnson1979 "ND16"
  given    x
  target   G      = x.G
           weight = { e -> 1 | e in x.G.edges }
           k      = x.k
  forward  S -> S = S
  backward S -> S = S
  claims   target.n = n
           target.m = m
           target.b <= 1
           target.c = b
           parsimonious
