# expect: refuted backward
# because: With fewer than three vertices, a tour goes there and back.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: ["old(v0)", "old(v1)"]
reduction HamiltonianCycle -> BottleneckTravellingSalesman
  given    x
  labels   old(vertex : x.G.vertices), far
  let      few = |x.G.vertices| < 2
  target   city     = if few then {far} else { old(v) | v in x.G.vertices }
           distance = if few then { (far, far) -> 2 }
                      else { (old(u), old(v)) -> if {u, v} in x.G.edges then 1 else 2
                           | u in x.G.vertices, v in x.G.vertices }
           k        = 1
  forward  c -> tour = { old(u) -> old(v) | u -> v in c }
  backward tour -> c = { u -> v | old(u) -> old(v) in tour }
