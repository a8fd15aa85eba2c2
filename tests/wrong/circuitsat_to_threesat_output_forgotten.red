# expect: refuted backward
# because: That the output is on is nowhere said.
# instance: {"wire": ["w0"], "gate": {}, "level": {"w0": 0}, "output": "w0"}
# witness of the target: []
reduction CircuitSAT -> ThreeSAT
  given    x
  labels   true(wire : x.wire)
  let      on(u)  = positive(true(u))
           off(u) = negative(true(u))
  target   variables = { true(w) | w in x.wire }
           clauses   = [ c
                          | w in listed(domain(x.gate)),
                            c in case x.gate[w] of
                                   constant(value): [[if value then on(w) else off(w)]];
                                   inverse(u): [[on(w), on(u)], [off(w), off(u)]];
                                   both(u, v): [[off(w), on(u)], [off(w), on(v)], [on(w), off(u), off(v)]];
                                   either(u, v): [[on(w), off(u)], [on(w), off(v)], [off(w), on(u), on(v)]] ]
  forward  S -> a = { true(w) | w in S }
  backward a -> S = { w | true(w) in a }
