reduction HamiltonianCycle -> HamiltonianCycleCompletion
  "A graph has a Hamiltonian cycle iff no edge need be added."
  cites    GareyJohnson1979 "GT34"
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 0
  forward  c -> c = { old(u) -> old(v) | u -> v in c }
  backward c -> c = { u -> v | old(u) -> old(v) in c }
  claims   target.n = n
           target.m = m
           target.b = 0
           parsimonious
