# expect: refuted backward
# because: The constant that substitution leaves is forgotten.
# instance: {"spin": ["s0"], "field": {"s0": -1}, "coupling": [], "energy": 0}
# witness of the target: []
reduction IsingGroundState -> QUBO
  given    x
  labels   up(spin : x.spin)
  let      ends(u) = sum(j | (s, t) -> j in x.coupling where s != t and (s = u or t = u))
  target   variable    = { up(s) | s in x.spin }
           coefficient = { (up(s), up(s)) -> 2 * h - 2 * ends(s) | s -> h in x.field }
                         with { (up(s), up(t)) -> 4 * j | (s, t) -> j in x.coupling where s != t }
           bound       = x.energy
  forward  U -> S = { up(s) | s in U }
  backward S -> U = { s | up(s) in S }
