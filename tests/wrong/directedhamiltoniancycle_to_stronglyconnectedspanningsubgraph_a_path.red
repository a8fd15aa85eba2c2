# expect: refuted forward
# because: A path through all vertices does not lead back.
# instance: {"D": {"vertices": ["v0", "v1"], "arcs": [["v0", "v1"], ["v1", "v0"]]}}
# witness of the source: ["v0", "v1"]
reduction DirectedHamiltonianCycle -> StronglyConnectedSpanningSubgraph
  given    x
  labels   old(vertex : x.D.vertices), here, there
  let      few = |x.D.vertices| < 2
  target   D.vertices = if few then {here, there} else { old(v) | v in x.D.vertices }
           D.arcs     = { (old(u), old(v)) | (u, v) in x.D.arcs }
           k          = |x.D.vertices|
  forward  c -> A = { (old(u), old(v)) | u -> v in c where u != listed(x.D.vertices)[0] }
  backward A -> c = { u -> v | (old(u), old(v)) in A }
