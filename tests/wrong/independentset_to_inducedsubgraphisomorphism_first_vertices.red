# expect: refuted forward
# because: The pattern goes to the first vertices, whether or not they are chosen.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the source: ["v0", "v2"]
reduction IndependentSet -> InducedSubgraphIsomorphism
  given    x
  labels   spot(number)
  let      k = min(x.k, |x.G.vertices| + 1)
  target   pattern.vertices = { spot(i) | i in 1 .. k }
           pattern.edges    = {}
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) ]
                f = { spot(i) -> order[min(i, |order|) - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
