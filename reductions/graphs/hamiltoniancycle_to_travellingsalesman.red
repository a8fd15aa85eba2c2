reduction HamiltonianCycle -> TravellingSalesman
  "Distance 1 along edges and 2 elsewhere: a tour of length n takes edges only."
  because  "With fewer than three vertices there is no cycle: one city at distance 3 from itself, and a tour that is too long."
  cites    GareyJohnson1979 "ND22"
  given    x
  labels   old(vertex : x.G.vertices), far
  let      few = |x.G.vertices| < 3
  target   city     = if few then {far} else { old(v) | v in x.G.vertices }
           # equivalent mutant: `1 else 2` -> `1 else 3`: any distance above 1
           distance = if few then { (far, far) -> 3 }
                      else { (old(u), old(v)) -> if {u, v} in x.G.edges then 1 else 2
                           | u in x.G.vertices, v in x.G.vertices }
           k        = |x.G.vertices|
  forward  c -> tour = { old(u) -> old(v) | u -> v in c }
  backward tour -> c = { u -> v | old(u) -> old(v) in tour }
  claims   target.n <= n + 1
           target.b <= 2
           target.c <= bits(n)
           parsimonious
