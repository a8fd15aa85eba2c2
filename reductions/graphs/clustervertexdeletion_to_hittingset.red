reduction ClusterVertexDeletion -> HittingSet
  "A set for each path of three vertices whose ends are not joined."
  because  "A graph consists of disjoint cliques if it has no such path."
  cites    LewisYannakakis1980
  given    x
  labels   old(vertex : x.G.vertices), bent(first : x.G.vertices, middle : x.G.vertices, last : x.G.vertices)
  let      paths = { (u, v, w)
                   | (u, v) in links(x.G),
                     w in x.G.vertices where {v, w} in x.G.edges and u != w and {u, w} not in x.G.edges }
  target   universe = { old(v) | v in x.G.vertices }
           index    = { bent(u, v, w) | (u, v, w) in paths }
           family   = { bent(u, v, w) -> {old(u), old(v), old(w)} | (u, v, w) in paths }
           k        = x.k
  forward  S -> H = { old(v) | v in S }
  backward H -> S = { v | old(v) in H }
  claims   target.n = n
           target.b = b
           parsimonious
