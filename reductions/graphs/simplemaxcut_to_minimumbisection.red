reduction SimpleMaxCut -> MinimumBisection
  "The complement, with as many loners more that make any two sides halves: what the graph has between them, the complement lacks."
  because  "Each vertex has a loner that takes the other side, and two more take a side each."
           "Of 2*n + 2 vertices half are here," shows backward S -> |S| = half
           "and half there:" shows backward S -> |all - S| = half
           "between them there are (n + 1)^2 pairs." shows backward S -> |S| * |all - S| >= half * half
           "Those that are no edges of the complement are cut in the graph." shows backward S ->
             (count u in S, v in all: v not in S and {u, v} in edges)
             + (count old(u) in S, v in x.G.vertices: old(v) not in S and {u, v} in x.G.edges) >= |S| * |all - S|
           "A cut has at most as many edges as there are pairs of a vertex on each side," shows backward S ->
             (count old(u) in S, v in x.G.vertices: old(v) not in S and {u, v} in x.G.edges)
             <= |{ v | v in x.G.vertices where old(v) in S }| * |{ v | v in x.G.vertices where old(v) not in S }|
           "so none has (n + 1)^2, and a larger k asks for no more." shows backward S ->
             (count old(u) in S, v in x.G.vertices: old(v) not in S and {u, v} in x.G.edges) < half * half
  cites    GareyJohnsonStockmeyer1976
  given    x
  labels   old(vertex : x.G.vertices), loner(vertex : x.G.vertices), here, there
  let      half   = |x.G.vertices| + 1
           loners = { loner(v) | v in x.G.vertices } + {here, there}
           all    = { old(v) | v in x.G.vertices } + loners
           edges  = { {old(u), old(v)} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                    + { {l, w} | l in loners, w in all where l != w }
  target   G.vertices = all
           G.edges    = edges
           k          = half * half - min(x.k, half * half)
  # equivalent mutant: `+ {here}` -> `+ {there}`: the two are alike
  forward  S -> S = { old(v) | v in S } + { loner(v) | v in x.G.vertices where v not in S } + {here}
  backward S -> S = { v | old(v) in S }
  claims   target.n = 2*n + 2
           target.m <= (n + 1)*(2*n + 1)
           target.b <= 2*bits(n + 1)
