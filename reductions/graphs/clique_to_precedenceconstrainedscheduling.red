reduction Clique -> PrecedenceConstrainedScheduling
  "Three slots. Vertices and edges are tasks, an edge after its ends; fillers leave room for k vertices first, and at the end for the edges outside a clique."
  because  "There are as many tasks as places, and the fillers of the three slots wait for each other: in the first slot there are k vertices."
           "In the second slot there is room for the other vertices and the edges of a clique. So many edges have both ends among the k vertices."
           "With k > n, or too few edges for a clique of k vertices, the image has a deadline that nothing meets."
  cites    LenstraRinnooyKan1978
  given    x
  labels   old(vertex : x.G.vertices), link(edge : x.G.edges), fill1(number : position), fill2(number : position),
             fill3(number : position)
  let      n        = |x.G.vertices|
           m        = |x.G.edges|
           goal     = min(x.k, n)
           inside   = goal * (goal - 1) div 2
           possible = x.k <= n and inside <= m
           in1      = goal
           in2      = n - goal + inside
           in3      = m - inside
           width    = max(in1, max(in2, in3)) + 1
           fillers1 = { fill1(i) | i in 1 .. width - in1 }
           fillers2 = { fill2(i) | i in 1 .. width - in2 }
           fillers3 = { fill3(i) | i in 1 .. width - in3 }
  target   task       = { old(v) | v in x.G.vertices } + { link(e) | e in x.G.edges } + fillers1 + fillers2 + fillers3
           before     = { (old(v), link(e)) | e in x.G.edges, v in e }
                        + { (f, g) | f in fillers1, g in fillers2 }
                        + { (f, g) | f in fillers2, g in fillers3 }
           processors = width
           deadline   = if possible then 3 else 0
  forward  S -> slot = { old(v) -> if v in K then 1 else 2 | v in x.G.vertices }
                       with { link(e) -> if e subset K then 2 else 3 | e in x.G.edges }
                       with { f -> 1 | f in fillers1 }
                       with { f -> 2 | f in fillers2 }
                       with { f -> 3 | f in fillers3 }
                K = { v | a -> v in [ u | u in listed(x.G.vertices) where u in S ] where a < goal }
  backward slot -> S = { v | v in x.G.vertices where slot[old(v)] = 1 }
