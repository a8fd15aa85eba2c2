# A gate's level is above those of the wires that it reads, so that no circuit has a cycle. A wire without a gate is an input.
type gate over W = constant(bool) or inverse(W) or both(W, W) or either(W, W)

problem CircuitSAT "Circuit satisfiability (gates of at most two inputs; a witness is the set of true wires)"
  cites    CormenLeisersonRivestStein2009 "34.3"
  instance wire   : set of labels
           gate   : map from wire to gate over wire
           level  : map from each wire to nat
           output : wire
  valid    every w -> inverse(u) in gate: level[u] < level[w]
           every w -> both(u, v) in gate: level[u] < level[w] and level[v] < level[w]
           every w -> either(u, v) in gate: level[u] < level[w] and level[v] < level[w]
  measures n = |wire|
           m = |gate|
           b = max(bits(h) | w -> h in level)
  witness  S : subset of wire
  accepts  every w -> g in gate:
             w in S
             iff case g of
                   constant(c): c;
                   inverse(u): u not in S;
                   both(u, v): u in S and v in S;
                   either(u, v): u in S or v in S
           output in S
