reduction VertexCover -> ClusterVertexDeletion
  "Each vertex gets a neighbour of its own."
  because  "Without a cover's vertices, single vertices and single edges are left."
           "An edge and its end's own neighbour are no clique: the edge, or this neighbour, is met; in its place the end may be taken."
  cites    LewisYannakakis1980
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | v in x.G.vertices where old(v) in S or tip(v) in S }
  claims   target.n = 2*n
           target.m <= m + n
           target.b = b
