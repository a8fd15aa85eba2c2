reduction Clique -> DensestKSubgraph
  "A clique on k vertices has an edge for each pair of them, and nothing on k vertices has more."
  because  "Of a larger clique the first k vertices are taken. With k > n a vertex more is asked for than there are."
             shows forward S -> |{ v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal }| = goal
  cites    FeigeKortsarzPeleg2001
  given    x
  let      goal = min(x.k, |x.G.vertices| + 1)
  target   G = x.G
           k = goal
           d = goal * (goal - 1) div 2
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                S = { v | i -> v in order where i < goal }
  backward S -> S = S
  claims   target.n = n
           target.m = m
           target.b <= bits(n) + 1
           target.c <= 2*bits(n) + 2
