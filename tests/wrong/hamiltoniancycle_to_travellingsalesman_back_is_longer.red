# expect: refuted well-formed
# because: The way back between two vertices without an edge is longer than the way there.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": []}}
# within: n = 3, m = 0
problem TravellingSalesman "A tour of at most the given length, as long from one city to another as back"
  cites    GareyJohnson1979 "ND22"
  instance city     : set of labels
           distance : symmetric map from each (city, city) to nat
           bound    : nat
  measures n = |city|
           b = max(bits(w) | (_a, _c) -> w in distance) + bits(bound)
  witness  next : cycle of city
  accepts  sum(distance[a, next[a]] | a in city) <= bound

reduction HamiltonianCycle -> TravellingSalesman
  given    x
  labels   at(vertex : x.G.vertices), stop
  let      large = |x.G.vertices| >= 3
           rest  = { v | i -> v in listed(x.G.vertices) where i > 0 }
  target   city     = { at(v) | v in x.G.vertices where large } + { stop | _i in [0] where not large }
           distance = { (at(u), at(v)) -> if {u, v} in x.G.edges then 1 else if v in rest then 2 else 3
                      | u in x.G.vertices, v in x.G.vertices where large }
                      with { (stop, stop) -> 1 | _i in [0] where not large }
           bound    = if large then |x.G.vertices| else 0
  forward  c -> next = { at(u) -> at(v) | u -> v in c }
  backward next -> c = { u -> v | at(u) -> at(v) in next }
