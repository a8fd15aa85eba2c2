# expect: refuted forward
# because: The constant that substitution leaves is forgotten.
# instance: {"variable": ["v0"], "coefficient": [[["v0", "v0"], -1]], "bound": 0}
# witness of the source: []
reduction QUBO -> IsingGroundState
  given    x
  labels   arrow(variable : x.variable)
  let      ends(u) = sum(q | (v, _) -> q in x.coefficient where v = u)
                     + sum(q | (_, w) -> q in x.coefficient where w = u)
  target   spin     = { arrow(u) | u in x.variable }
           field    = { arrow(u) -> ends(u) | u in x.variable }
           coupling = { (arrow(u), arrow(v)) -> q | (u, v) -> q in x.coefficient }
           energy   = 4 * x.bound
  forward  S -> U = { arrow(u) | u in S }
  backward U -> S = { u | arrow(u) in U }
