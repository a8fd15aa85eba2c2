# expect: refuted forward
# also: backward
# because: A product of two spins has the coefficient 4, not 2.
# instance: {"spin": ["s0", "s1"], "field": {"s0": 0, "s1": 0}, "coupling": [[["s0", "s1"], -1]], "energy": 0}
# witness of the source: ["s0", "s1"]
reduction IsingGroundState -> QUBO
  given    x
  labels   up(spin : x.spin)
  let      ends(u) = sum(j | (s, t) -> j in x.coupling where s != t and (s = u or t = u))
  target   variable    = { up(s) | s in x.spin }
           coefficient = { (up(s), up(s)) -> 2 * h - 2 * ends(s) | s -> h in x.field }
                         with { (up(s), up(t)) -> 2 * j | (s, t) -> j in x.coupling where s != t }
           bound       = x.energy + sum(h | s -> h in x.field) - sum(j | (_, _) -> j in x.coupling)
  forward  U -> S = { up(s) | s in U }
  backward S -> U = { s | up(s) in S }
