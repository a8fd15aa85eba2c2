reduction ExactCover -> PerfectCode
  "A set is joined to its elements, and to a vertex of its own; guards, next to a hub with two leaves, keep elements out of the code."
  because  "Of a set and its own vertex the code has one."
           "With both leaves the hub would be met twice: the code has the hub, no guard, and no element, which would meet its guard once more."
           "So an element is met by sets only, exactly once."
  cites    BangeBarkauskasSlater1988
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
                        + { {elem(u), guard(u)} | u in x.universe }
                        + { {guard(u), hub} | u in x.universe }
                        + {{hub, leaf(true)}, {hub, leaf(false)}}
  forward  C -> S = { part(i) | i in C } + { spare(i) | i in x.index where i not in C } + {hub}
  backward S -> C = { i | part(i) in S }
  claims   target.n = 2*m + 2*n + 3
           target.m <= m + t + 2*n + 2
           parsimonious
