reduction HittingSet -> MinimumDisagreement
  "An element is a positive example without its own feature; a set is n + 1 negative examples, alike, without those of its elements."
  because  "A conjunction is wrong about the elements that are in it, and about the sets that it does not hit, n + 1 times each."
           "A conjunction that does not hit a set holds of all its examples." shows backward S -> every i in x.index:
             (some v in x.family[i]: old(v) in S) or S subset { old(v) | v in x.universe where v not in x.family[i] }
           "There are n elements: more than n mistakes are never allowed."
  cites    AngluinLaird1988
  given    x
  labels   old(element : x.universe), yes(element : x.universe), no(index : x.index),
             copy(index : x.index, element : x.universe)
  target   feature  = { old(u) | u in x.universe }
           example  = { yes(u) | u in x.universe }
                      + { no(i) | i in x.index }
                      + { copy(i, u) | i in x.index, u in x.universe }
           has      = { yes(u) -> { old(v) | v in x.universe where v != u } | u in x.universe }
                        # equivalent mutant: `{ old(v) | v in x.universe where v not in x.family[i] }` -> `{}`: n examples are enough if something is chosen
                        with { no(i) -> { old(v) | v in x.universe where v not in x.family[i] } | i in x.index }
                        with { copy(i, u) -> { old(v) | v in x.universe where v not in x.family[i] }
                             | i in x.index, u in x.universe }
           positive = { yes(u) | u in x.universe }
           k        = min(x.k, |x.universe|)
  forward  H -> S = { old(u) | u in H }
  backward S -> H = { u | old(u) in S }
  claims   target.n = n
           target.m = n + m + m*n
           target.t <= n^2 + m*n + m*n^2
           target.b <= b
           parsimonious
