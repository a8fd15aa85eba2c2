reduction Clique -> BalancedBiclique
  "Vertices on the left, edges on the right: a vertex is joined to the edges that do not end in it. Fillers, joined to the whole other side, make both sides even."
  because  "The edges of a clique and the vertices outside of it are joined. There are k*(k - 1)/2 of these and n - k of those."
             shows forward S -> x.k <= n
               and |{ v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < x.k }| = x.k
               and { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < x.k } subset x.G.vertices
               and |{ w | w in x.G.vertices where w not in { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < x.k } }| = outside
               and |{ e | e in x.G.edges where e subset { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < x.k } }| = inside
           "A biclique has no more fillers than there are,"
             shows backward (A, B) -> inside >= 0
               and (count i in 1 .. inside: more(i) in A) <= inside
               and (count i in 1 .. outside: extra(i) in B) <= outside
           "so n - k of its vertices are vertices, and k*(k - 1)/2 are edges that end in none of these."
             shows backward (A, B) -> x.k <= n
               and |{ v | v in x.G.vertices where old(v) not in A }| <= x.k
               and inside <= |{ e | e in x.G.edges where link(e) in B }|
               and inside <= |{ e | e in x.G.edges where e subset { v | v in x.G.vertices where old(v) not in A } }|
           "Between k vertices so many edges are a clique, and fewer vertices have not so many." shows backward (A, _) ->
             x.k <= |{ v | v in x.G.vertices where old(v) not in A }|
           "With k > n more vertices are asked for than a side has."
  cites    Johnson1987
  given    x
  labels   old(vertex : x.G.vertices), link(edge : x.G.edges), more(number : position), extra(number : position)
  let      n       = |x.G.vertices|
           goal    = min(x.k, n)
           inside  = if x.k <= n then goal * (goal - 1) div 2 else 0
           outside = if x.k <= n then n - goal else 0
           size    = inside + outside
           lefts   = { old(v) | v in x.G.vertices } + { more(i) | i in 1 .. inside }
           extras  = { extra(i) | i in 1 .. outside }
           rights  = { link(e) | e in x.G.edges } + extras
  target   G.vertices = lefts + rights
           G.edges    = { {old(v), link(e)} | v in x.G.vertices, e in x.G.edges where v not in e }
                        + { {more(i), r} | i in 1 .. inside, r in rights }
                        + { {l, r} | l in lefts, r in extras }
           left       = lefts
           k          = if x.k <= n then size else n + 1
  forward  S -> A = { old(v) | v in x.G.vertices where v not in K } + { more(i) | i in 1 .. inside }
                B = { link(e) | e in x.G.edges where e subset K } + extras
                K = { v | i -> v in [ u | u in listed(x.G.vertices) where u in S ] where i < x.k }
  backward (A, _) -> S = { v | v in x.G.vertices where old(v) not in A }
