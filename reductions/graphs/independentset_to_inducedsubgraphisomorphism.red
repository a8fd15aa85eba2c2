reduction IndependentSet -> InducedSubgraphIsomorphism
  "An independent set is a graph without edges in another one."
  because  "There is a place for each vertex." shows forward S -> |[ v | v in listed(x.G.vertices) where v in S ]| = |S|
           "No two of them go to one vertex." shows backward f -> every i in 1 .. k, j in 1 .. k:
                                                                    i < j implies f[spot(i)] != f[spot(j)]
           "Where k is larger than the number of vertices, a pattern of one vertex more than the graph is large enough to have no place."
  cites    GareyJohnson1979 "GT48"
  given    x
  labels   spot(number)
  let      k = min(x.k, |x.G.vertices| + 1)
  target   pattern.vertices = { spot(i) | i in 1 .. k }
           pattern.edges    = {}
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                f = { spot(i) -> order[i - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
  claims   target.n <= n + 1
           target.m = 0
           target.p = n
           target.q = m
