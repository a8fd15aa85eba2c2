# expect: refuted backward
# because: With one more edge, a Hamiltonian path is enough.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"]]}}
# witness of the target: ["old(v0)", "old(v1)", "old(v2)"]
reduction HamiltonianCycle -> HamiltonianCycleCompletion
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 1
  forward  c -> c = { old(u) -> old(v) | u -> v in c }
  backward c -> c = { u -> v | old(u) -> old(v) in c }
