# expect: refuted backward
# because: The elements that are not in the conjunction are chosen.
# instance: {"universe": ["u0"], "index": [], "family": {}, "k": 0}
# witness of the target: []
reduction HittingSet -> MinimumDisagreement
  given    x
  labels   old(element : x.universe), yes(element : x.universe), no(index : x.index),
             copy(index : x.index, element : x.universe)
  target   feature  = { old(u) | u in x.universe }
           example  = { yes(u) | u in x.universe }
                      + { no(i) | i in x.index }
                      + { copy(i, u) | i in x.index, u in x.universe }
           has      = { yes(u) -> { old(v) | v in x.universe where v != u } | u in x.universe }
                      with { no(i) -> { old(v) | v in x.universe where v not in x.family[i] } | i in x.index }
                      with { copy(i, u) -> { old(v) | v in x.universe where v not in x.family[i] }
                           | i in x.index, u in x.universe }
           positive = { yes(u) | u in x.universe }
           k        = min(x.k, |x.universe|)
  forward  H -> S = { old(u) | u in H }
  backward S -> H = { u | u in x.universe where old(u) not in S }
