# expect: refuted backward
# because: An element that no set has may be in the code itself.
# instance: {"universe": ["u0"], "index": [], "family": {}}
# witness of the target: ["elem(u0)", "hub"]
reduction ExactCover -> PerfectCode
  given    x
  labels   part(index : x.index), spare(index : x.index), elem(element : x.universe), guard(element : x.universe), hub,
             leaf(first : bool)
  target   G.vertices = { part(i) | i in x.index }
                        + { spare(i) | i in x.index }
                        + { elem(u) | u in x.universe }
                        + { guard(u) | u in x.universe }
                        + {hub, leaf(true), leaf(false)}
           G.edges    = { {part(i), spare(i)} | i in x.index }
                        + { {part(i), elem(u)} | i -> X in x.family, u in X }
                        + { {guard(u), hub} | u in x.universe }
                        + {{hub, leaf(true)}, {hub, leaf(false)}}
  forward  C -> S = { part(i) | i in C } + { spare(i) | i in x.index where i not in C } + {hub}
  backward S -> C = { i | part(i) in S }
