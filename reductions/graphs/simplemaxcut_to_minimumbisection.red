reduction SimpleMaxCut -> MinimumBisection
  "The complement, with as many loners more that make any two sides halves: what the graph has between them, the complement lacks."
  because  "Between two halves of 2*n + 2 vertices there are (n + 1)^2 pairs: those that are no edges of the complement are cut in the graph."
           "Each vertex has a loner that takes the other side, and two more take a side each."
           "No cut has (n + 1)^2 edges, so a larger k asks for no more."
  cites    GareyJohnsonStockmeyer1976
  given    x
  labels   old(vertex : x.G.vertices), loner(vertex : x.G.vertices), here, there
  let      half   = |x.G.vertices| + 1
           loners = { loner(v) | v in x.G.vertices } + {here, there}
           all    = { old(v) | v in x.G.vertices } + loners
  target   G.vertices = all
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                        + { {l, w} | l in loners, w in all where l != w }
           k          = half * half - min(x.k, half * half)
  # equivalent mutant: `+ {here}` -> `+ {there}`: the two are alike
  forward  S -> S = { old(v) | v in S } + { loner(v) | v in x.G.vertices where v not in S } + {here}
  backward S -> S = { v | old(v) in S }
  claims   target.n = 2*n + 2
           target.m <= (n + 1)*(2*n + 1)
           target.b <= 2*bits(n + 1)
