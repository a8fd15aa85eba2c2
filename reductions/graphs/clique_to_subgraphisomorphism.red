reduction Clique -> SubgraphIsomorphism
  "A clique is a complete graph in another one."
  because  "There is a place for each corner." shows forward S -> |[ v | v in listed(x.G.vertices) where v in S ]| = |S|
           "No two corners go to one vertex: there are no loops." shows backward f -> every i in 1 .. k, j in 1 .. k:
                                                                                        i < j
                                                                                        implies f[corner(i)]
                                                                                                  != f[corner(j)]
           "Where k is larger than the number of vertices, a pattern of one vertex more than the graph is large enough to have no place."
  cites    Cook1971
  given    x
  labels   corner(number)
  let      k = min(x.k, |x.G.vertices| + 1)
  target   pattern.vertices = { corner(i) | i in 1 .. k }
           pattern.edges    = { {corner(i), corner(j)} | i in 1 .. k, j in 1 .. k where i < j }
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                f = { corner(i) -> order[i - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
  claims   target.n <= n + 1
           target.m <= n*(n + 1)/2
           target.p = n
           target.q = m
