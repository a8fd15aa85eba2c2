# expect: refuted backward
# because: No step is longer than 2.
# instance: {"G": {"vertices": [], "edges": []}}
# witness of the target: ["far"]
reduction HamiltonianCycle -> BottleneckTravellingSalesman
  given    x
  labels   old(vertex : x.G.vertices), far
  let      few = |x.G.vertices| < 3
  target   city     = if few then {far} else { old(v) | v in x.G.vertices }
           distance = if few then { (far, far) -> 2 }
                      else { (old(u), old(v)) -> if {u, v} in x.G.edges then 1 else 2
                           | u in x.G.vertices, v in x.G.vertices }
           k        = 2
  forward  c -> tour = { old(u) -> old(v) | u -> v in c }
  backward tour -> c = { u -> v | old(u) -> old(v) in tour }
