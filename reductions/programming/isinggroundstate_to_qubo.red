reduction IsingGroundState -> QUBO
  "A spin s is 2x - 1, for a variable x."
  because  "For two spins st = (2x - 1)(2y - 1) = 4xy - 2x - 2y + 1, and ss = 1. The constants move to the other side."
  cites    Lucas2014
  given    x
  labels   up(spin : x.spin)
  let      ends(u) = sum(j | (s, t) -> j in x.coupling where s != t and (s = u or t = u))
  target   variable    = { up(s) | s in x.spin }
           coefficient = { (up(s), up(s)) -> 2 * h - 2 * ends(s) | s -> h in x.field }
                         with { (up(s), up(t)) -> 4 * j | (s, t) -> j in x.coupling where s != t }
           bound       = x.energy + sum(h | s -> h in x.field) - sum(j | (_, _) -> j in x.coupling)
  forward  U -> S = { up(s) | s in U }
  backward S -> U = { s | up(s) in S }
  claims   target.n = n
           target.m <= n + m
           target.b <= b + c + bits(m) + 3
           target.c <= b + c + d + bits(n) + bits(m) + 2
           parsimonious
