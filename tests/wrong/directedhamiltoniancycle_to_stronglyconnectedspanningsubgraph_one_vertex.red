# expect: refuted backward
# because: A single vertex is strongly connected.
# instance: {"D": {"vertices": ["v0"], "arcs": []}}
# witness of the target: []
reduction DirectedHamiltonianCycle -> StronglyConnectedSpanningSubgraph
  given    x
  labels   old(vertex : x.D.vertices), here, there
  let      few = |x.D.vertices| < 1
  target   D.vertices = if few then {here, there} else { old(v) | v in x.D.vertices }
           D.arcs     = { (old(u), old(v)) | (u, v) in x.D.arcs }
           k          = |x.D.vertices|
  forward  c -> A = { (old(u), old(v)) | u -> v in c }
  backward A -> c = { u -> v | (old(u), old(v)) in A }
