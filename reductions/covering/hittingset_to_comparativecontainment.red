reduction HittingSet -> ComparativeContainment
  "On the left, all elements but one, for each; on the right, the elements outside a set, for each set, and all elements."
  because  "On the left there is as much as Y leaves elements out, on the right n - k at least: so Y has at most k elements."
           "A set without an element in Y would weigh more on the right than everything on the left:"
           "there is none." shows backward Y -> sum(n + 1 | i -> X in x.family where every u in X: old(u) not in Y) <= n
  cites    GareyJohnson1979 "SP10"
  given    x
  labels   old(element : x.universe), without(element : x.universe), missed(index : x.index), all
  let      n = |x.universe|
  target   universe = { old(u) | u in x.universe }
           left     = { without(u) | u in x.universe }
           right    = { missed(i) | i in x.index } + {all}
           L        = { without(u) -> { old(v) | v in x.universe where v != u } | u in x.universe }
           R        = { missed(i) -> { old(v) | v in x.universe where v not in x.family[i] } | i in x.index }
                      with { all -> { old(v) | v in x.universe } }
           lweight  = { without(u) -> 1 | u in x.universe }
           # equivalent mutant: `n + 1` -> `n + 2`: any weight above n
           rweight  = { missed(i) -> n + 1 | i in x.index } with { all -> max(n - x.k, 0) }
  forward  H -> Y = { old(u) | u in H }
  backward Y -> H = { u | old(u) in Y }
  claims   target.n = n
           target.l = n
           target.r = m + 1
           target.b <= bits(n) + 2
           parsimonious
