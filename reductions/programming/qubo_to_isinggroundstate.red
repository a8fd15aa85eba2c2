reduction QUBO -> IsingGroundState
  "A variable x is a spin s with 2x = 1 + s."
  because  "Four times a term is 4xy = (1 + s)(1 + t) = 1 + s + t + st. The constants move to the other side."
  cites    Lucas2014
  given    x
  labels   arrow(variable : x.variable)
  let      ends(u) = sum(q | (v, _) -> q in x.coefficient where v = u)
                     + sum(q | (_, w) -> q in x.coefficient where w = u)
  target   spin     = { arrow(u) | u in x.variable }
           field    = { arrow(u) -> ends(u) | u in x.variable }
           coupling = { (arrow(u), arrow(v)) -> q | (u, v) -> q in x.coefficient }
           # equivalent mutant: `4 * x.bound - sum(q | (_, _) -> q in x.coefficient)` -> `(4 * x.bound - sum(q | (_, _) -> q in x.coefficient)) + 1`: four times a value is no odd number
           energy   = 4 * x.bound - sum(q | (_, _) -> q in x.coefficient)
  forward  S -> U = { arrow(u) | u in S }
  backward U -> S = { u | arrow(u) in U }
  claims   target.n = n
           target.m = m
           target.b <= b + bits(m) + 1
           target.c = b
           target.d <= b + c + bits(m) + 3
           parsimonious
