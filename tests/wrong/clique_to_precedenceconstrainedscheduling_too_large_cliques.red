# expect: refuted backward
# because: When k > n a clique of n vertices is enough.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: {"fill1(1)": 1, "fill2(1)": 2, "fill3(1)": 3}
reduction Clique -> PrecedenceConstrainedScheduling
  given    x
  labels   old(vertex : x.G.vertices), link(edge : x.G.edges), fill1(number : position), fill2(number : position),
             fill3(number : position)
  let      n        = |x.G.vertices|
           m        = |x.G.edges|
           goal     = min(x.k, n)
           inside   = goal * (goal - 1) div 2
           possible = inside <= m
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
