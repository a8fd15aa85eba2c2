# expect: refuted forward
# because: All vertices of a clique stay out, also of one that is too large.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: ["v0"]
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
           k          = if x.k <= n then size else n + size + 1
  forward  S -> A = { old(v) | v in x.G.vertices where v not in K } + { more(i) | i in 1 .. size - outside }
                B = { link(e) | e in x.G.edges where e subset K } + extras
                K = { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] }
  backward (A, _) -> S = { v | v in x.G.vertices where old(v) not in A }
