# expect: refuted backward
# because: A cycle of the graph may be walked against the arcs.
# instance: {"D": {"vertices": ["v0", "v1"], "arcs": [["v0", "v1"], ["v1", "v0"]]}}
# witness of the target: ["entry(v0)", "exit(v1)", "middle(v1)", "entry(v1)", "exit(v0)", "middle(v0)"]
reduction DirectedHamiltonianCycle -> HamiltonianCycle
  given    x
  labels   entry(vertex : x.D.vertices), middle(vertex : x.D.vertices), exit(vertex : x.D.vertices)
  target   G.vertices = { entry(v) | v in x.D.vertices }
                        + { middle(v) | v in x.D.vertices }
                        + { exit(v) | v in x.D.vertices }
           G.edges    = { {entry(v), middle(v)} | v in x.D.vertices }
                        + { {middle(v), exit(v)} | v in x.D.vertices }
                        + { {exit(u), entry(v)} | (u, v) in x.D.arcs }
  forward  c -> c = { entry(v) -> middle(v) | v in x.D.vertices }
                    with { middle(v) -> exit(v) | v in x.D.vertices }
                    with { exit(v) -> entry(c[v]) | v in x.D.vertices }
  backward c -> c = { u -> v | exit(u) -> entry(v) in c }
