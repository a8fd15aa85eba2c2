# expect: refuted target.n <= m
# because: Up to five vertices there are no more triangles than edges; six have 20 and 15.
# beyond: n = 6, m = 15, b = 0
problem TrianglesHit "Is every triangle hit by at most k vertices?"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  |S| <= k
           and every {u, v} in G.edges, {v', w} in G.edges where v' = v and {u, w} in G.edges:
                 u in S or v in S or w in S

reduction TrianglesHit -> SetCover
  given    x
  labels   triangle(corners : set of x.G.vertices), star(vertex : x.G.vertices)
  let      triangles = { {u, v, w}
                       | {u, v} in x.G.edges, w in x.G.vertices where {u, w} in x.G.edges and {v, w} in x.G.edges }
  target   universe = { triangle(t) | t in triangles }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { triangle(t) | t in triangles where v in t } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
  claims   target.n <= m
