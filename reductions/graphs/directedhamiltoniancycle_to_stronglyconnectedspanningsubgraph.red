reduction DirectedHamiltonianCycle -> StronglyConnectedSpanningSubgraph
  "With no more arcs than vertices, one arc leaves each vertex, and following them is a cycle through all."
  because  "Fewer than two vertices have no cycle: two vertices without an arc."
  cites    GareyJohnson1979 "GT33"
  given    x
  labels   old(vertex : x.D.vertices), here, there
  let      few = |x.D.vertices| < 2
  target   D.vertices = if few then {here, there} else { old(v) | v in x.D.vertices }
           D.arcs     = { (old(u), old(v)) | (u, v) in x.D.arcs }
           k          = |x.D.vertices|
  forward  c -> A = { (old(u), old(v)) | u -> v in c }
  backward A -> c = { u -> v | (old(u), old(v)) in A }
  claims   target.n <= n + 2
           target.m = m
           target.b = bits(n)
           parsimonious
