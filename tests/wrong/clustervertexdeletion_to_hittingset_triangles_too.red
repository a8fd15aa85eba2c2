# expect: refuted forward
# because: A triangle is a clique and need not be hit.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"], ["v1", "v2"]]}, "k": 0}
# witness of the source: []
reduction ClusterVertexDeletion -> HittingSet
  given    x
  labels   old(vertex : x.G.vertices), bent(first : x.G.vertices, middle : x.G.vertices, last : x.G.vertices)
  let      paths = { (u, v, w)
                   | (u, v) in links(x.G),
                     w in x.G.vertices where {v, w} in x.G.edges and u != w }
  target   universe = { old(v) | v in x.G.vertices }
           index    = { bent(u, v, w) | (u, v, w) in paths }
           family   = { bent(u, v, w) -> {old(u), old(v), old(w)} | (u, v, w) in paths }
           k        = x.k
  forward  S -> H = { old(v) | v in S }
  backward H -> S = { v | old(v) in H }
