reduction Clique -> BalancedBiclique
  "Vertices on the left, edges on the right: a vertex is joined to the edges that do not end in it. Fillers, joined to the whole other side, make both sides even."
  because  "The edges of a clique and the vertices outside of it are joined. There are k*(k - 1)/2 of these and n - k of those."
             shows forward S -> x.k <= n
               and |{ v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal }| = goal
               and { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal } subset x.G.vertices
               and |{ w | w in x.G.vertices where w not in { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal } }| = outside
               and |{ e | e in x.G.edges where e subset { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal } }| = inside
           "Fillers on one side add what that side lacks. So n - k vertices of a biclique are vertices, and k*(k - 1)/2 are edges that end in none of these."
             shows backward (A, B) -> x.k <= n
               and |{ v | v in x.G.vertices where old(v) not in A }| <= goal
               and inside <= |{ e | e in x.G.edges where link(e) in B }|
               and inside <= |{ e | e in x.G.edges where e subset { v | v in x.G.vertices where old(v) not in A } }|
           "Between k vertices so many edges are a clique. With k > n more vertices are asked for than a side has."
  cites    Johnson1987
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
                K = { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < goal }
  backward (A, _) -> S = { v | v in x.G.vertices where old(v) not in A }
