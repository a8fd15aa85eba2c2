reduction Clique -> VertexCover
  "The vertices outside a clique cover the edges of the complement. When k > |V| there is no clique: a graph without a cover."
  because  "S is a clique iff each missing edge has an end outside S; and |S| >= k iff the rest has at most |V| - k vertices."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n        = |x.G.vertices|
           possible = x.k <= n
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible
                          then { {old(u), old(v)}
                               | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                        else {{left, right}}
           k          = if possible then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
  claims   target.n <= n + 2
           target.m <= n^2/2 + 1
           target.b <= bits(n)
           parsimonious
