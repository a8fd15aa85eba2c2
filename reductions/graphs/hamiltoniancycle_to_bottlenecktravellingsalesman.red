reduction HamiltonianCycle -> BottleneckTravellingSalesman
  "Distance 1 along edges and 2 elsewhere: a tour without a step of length 2 takes edges only."
  because  "With fewer than three vertices there is no cycle: one city at distance 2 from itself."
  cites    GareyJohnson1979 "ND24"
  given    x
  labels   old(vertex : x.G.vertices), far
  let      few = |x.G.vertices| < 3
  target   city     = if few then {far} else { old(v) | v in x.G.vertices }
           # equivalent mutant: `(far, far) -> 2` -> `(far, far) -> 3`: any distance above 1
           # equivalent mutant: `1 else 2` -> `1 else 3`: any distance above 1
           # equivalent mutant: `then 1 else` -> `then 0 else`: any distance up to 1
           distance = if few then { (far, far) -> 2 }
                      else { (old(u), old(v)) -> if {u, v} in x.G.edges then 1 else 2
                           | u in x.G.vertices, v in x.G.vertices }
           k        = 1
  forward  c -> tour = { old(u) -> old(v) | u -> v in c }
  backward tour -> c = { u -> v | old(u) -> old(v) in tour }
  claims   target.n <= n + 1
           target.b <= 2
           target.c = 1
           parsimonious
