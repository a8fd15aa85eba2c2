# expect: refuted backward
# because: Where k is too large, the pattern is cut to as many vertices as there are.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: {}
reduction IndependentSet -> InducedSubgraphIsomorphism
  given    x
  labels   spot(number)
  let      k = min(x.k, |x.G.vertices|)
  target   pattern.vertices = { spot(i) | i in 1 .. k }
           pattern.edges    = {}
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                f = { spot(i) -> order[i - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
