reduction IndependentSet -> VertexCover
  "The complement of an independent set is a cover. When k > |V| there is no independent set: a graph without a cover."
  because  "S is independent iff every edge has an end outside S; and |S| >= k iff the rest has at most |V| - k vertices."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      n        = |x.G.vertices|
           possible = x.k <= n
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible then { {old(u), old(v)} | {u, v} in x.G.edges } else {{left, right}}
           k          = if possible then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
  claims   target.n <= n + 2
           target.m <= m + 1
           target.b <= bits(n)
           parsimonious
