# expect: refuted backward
# because: The wires that are off are lifted.
# instance: {"wire": ["w0"], "gate": {}, "level": {"w0": 0}, "output": "w0"}
# witness of the target: ["true(w0)"]
reduction CircuitSAT -> ThreeSAT
  given    x
  labels   true(wire : x.wire)
  let      on(u)  = positive(true(u))
           off(u) = negative(true(u))
  target   variables = { true(w) | w in x.wire }
           clauses   = [[on(x.output)]]
                       ++ [ c
                          | w in listed(domain(x.gate)),
                            c in case x.gate[w] of
                                   constant(value): [[if value then on(w) else off(w)]];
                                   inverse(u): [[on(w), on(u)], [off(w), off(u)]];
                                   both(u, v): [[off(w), on(u)], [off(w), on(v)], [on(w), off(u), off(v)]];
                                   either(u, v): [[on(w), off(u)], [on(w), off(v)], [off(w), on(u), on(v)]] ]
  forward  S -> a = { true(w) | w in S }
  backward a -> S = { w | w in x.wire where true(w) not in a }
