# expect: refuted forward
# because: A vertex does not come after itself.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"], ["v1", "v2"]]}}
# witness of the source: ["v0", "v1", "v2"]
reduction HamiltonianCycle -> HamiltonianCycleCompletion
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 0
  forward  c -> c = { old(v) -> old(v) | v in x.G.vertices }
  backward c -> c = { u -> v | old(u) -> old(v) in c }
