# expect: refuted backward
# because: Where k is larger than the number of vertices, a clique on all of them is enough.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: {"A": [], "B": []}
reduction Clique -> BalancedBiclique
  given    x
  labels   old(vertex : x.G.vertices), link(edge : x.G.edges), more(number : position), extra(number : position)
  let      n       = |x.G.vertices|
           goal    = min(x.k, n)
           inside  = goal * (goal - 1) div 2
           outside = n - goal
           size    = max(inside, outside)
           lefts   = { old(v) | v in x.G.vertices } + { more(i) | i in 1 .. size - outside }
           extras  = { extra(i) | i in 1 .. size - inside }
           rights  = { link(e) | e in x.G.edges } + extras
  target   G.vertices = lefts + rights
           G.edges    = { {old(v), link(e)} | v in x.G.vertices, e in x.G.edges where v not in e }
                        + { {more(i), r} | i in 1 .. size - outside, r in rights }
                        + { {l, r} | l in lefts, r in extras }
           left       = lefts
           k          = size
  forward  S -> A = { old(v) | v in x.G.vertices where v not in K } + { more(i) | i in 1 .. size - outside }
                B = { link(e) | e in x.G.edges where e subset K } + extras
                K = { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal }
  backward (A, _) -> S = { v | v in x.G.vertices where old(v) not in A }
