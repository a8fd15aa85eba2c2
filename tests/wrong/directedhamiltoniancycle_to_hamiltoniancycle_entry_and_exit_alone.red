# expect: refuted backward
# because: Without a middle a cycle may enter by an exit.
# instance: {"D": {"vertices": ["v0", "v1", "v2"], "arcs": [["v0", "v1"], ["v0", "v2"], ["v1", "v0"], ["v2", "v0"]]}}
# witness of the target: ["entry(v0)", "exit(v1)", "entry(v1)", "exit(v0)", "entry(v2)", "exit(v2)"]
reduction DirectedHamiltonianCycle -> HamiltonianCycle
  given    x
  labels   entry(vertex : x.D.vertices), exit(vertex : x.D.vertices)
  let      ordered(c) = some v in x.D.vertices: c[entry(v)] = exit(v)
  target   G.vertices = { entry(v) | v in x.D.vertices }
                        + { exit(v) | v in x.D.vertices }
           G.edges    = { {entry(v), exit(v)} | v in x.D.vertices }
                        + { {exit(u), entry(v)} | (u, v) in x.D.arcs }
  forward  c -> c = { entry(v) -> exit(v) | v in x.D.vertices }
                    with { exit(v) -> entry(c[v]) | v in x.D.vertices }
  backward c -> c = if ordered(c) then { u -> v | exit(u) -> entry(v) in c } else { v -> u | entry(u) -> exit(v) in c }
