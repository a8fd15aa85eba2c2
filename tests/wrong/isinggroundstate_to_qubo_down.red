# expect: refuted backward
# because: The spins that point down are lifted.
# instance: {"spin": ["s0"], "field": {"s0": -1}, "coupling": [], "energy": 0}
# witness of the target: ["up(s0)"]
reduction IsingGroundState -> QUBO
  given    x
  labels   up(spin : x.spin)
  let      ends(u) = sum(j | (s, t) -> j in x.coupling where s != t and (s = u or t = u))
  target   variable    = { up(s) | s in x.spin }
           coefficient = { (up(s), up(s)) -> 2 * h - 2 * ends(s) | s -> h in x.field }
                         with { (up(s), up(t)) -> 4 * j | (s, t) -> j in x.coupling where s != t }
           bound       = x.energy + sum(h | s -> h in x.field) - sum(j | (_, _) -> j in x.coupling)
  forward  U -> S = { up(s) | s in U }
  backward S -> U = { s | s in x.spin where up(s) not in S }
