# expect: refuted backward
# because: A set is one negative example: it costs no more to miss it than to hit it.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": []}, "k": 1}
# witness of the target: []
reduction HittingSet -> MinimumDisagreement
  given    x
  labels   old(element : x.universe), yes(element : x.universe), no(index : x.index),
             copy(index : x.index, element : x.universe)
  target   feature  = { old(u) | u in x.universe }
           example  = { yes(u) | u in x.universe }
                      + { no(i) | i in x.index }
           has      = { yes(u) -> { old(v) | v in x.universe where v != u } | u in x.universe }
                      with { no(i) -> { old(v) | v in x.universe where v not in x.family[i] } | i in x.index }
           positive = { yes(u) | u in x.universe }
           k        = min(x.k, |x.universe|)
  forward  H -> S = { old(u) | u in H }
  backward S -> H = { u | old(u) in S }
