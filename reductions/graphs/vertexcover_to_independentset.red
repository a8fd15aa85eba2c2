reduction VertexCover -> IndependentSet
  "The complement of a cover is an independent set. When k > |V| every set of vertices is small enough: so is the bound 0 below."
  because  "S covers iff the rest is independent; and |S| <= k iff the rest has at least |V| - k vertices."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices)
  let      n = |x.G.vertices|
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           # equivalent mutant: `x.k <= n` -> `x.k < n`: n - n is 0 too
           k          = if x.k <= n then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
  claims   target.n = n
           target.m = m
           target.b <= bits(n)
           parsimonious
