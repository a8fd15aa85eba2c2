reduction HamiltonianCycle -> TravellingSalesman
  "Distance 1 along edges and 2 elsewhere: a tour of length n takes edges only."
  because  "With fewer than three vertices there is no cycle: there and back between two cities at distance 2 is too long."
  cites    GareyJohnson1979 "ND22"
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      few        = |x.G.vertices| < 3
           # equivalent mutant: `1 else 2` -> `1 else 3`: any distance above 1
           cost(u, v) = if u = v then 0 else if {u, v} in x.G.edges then 1 else 2
  target   city     = if few then {left, right} else { old(v) | v in x.G.vertices }
           distance = if few then { left -> { left -> 0, right -> 2 }, right -> { left -> 2, right -> 0 } }
                        # equivalent mutant: `cost(u, v) |` -> `cost(v, u) |`: distances are symmetric
                        else { old(u) -> { old(v) -> cost(u, v) | v in x.G.vertices } | u in x.G.vertices }
           k        = |x.G.vertices|
  forward  c -> tour = { old(u) -> old(v) | u -> v in c }
  backward tour -> c = { u -> v | old(u) -> old(v) in tour }
  claims   target.n <= n + 2
           target.b <= 2
           target.c <= bits(n)
           parsimonious
