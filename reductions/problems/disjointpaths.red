# A path is told by its vertices. It is as short as these allow: each end is joined to one of them, and what is not an end to two.
# So whoever sets out from one end arrives at the other. Vertices that make a cycle of their own may be left out.
problem DisjointPaths "Vertex-disjoint paths between given pairs"
  cites    GareyJohnson1979 "ND40"
  instance G      : graph
           pair   : set of labels
           start  : map from each pair to one of G.vertices
           finish : map from each pair to one of G.vertices
  valid    every q in pair: start[q] != finish[q]
  measures n = |G.vertices|
           m = |G.edges|
           p = |pair|
  witness  P : subset of (pair, G.vertices)
  let      beside(q, v) = { u | u in neighbours(G, v) where (q, u) in P }
  accepts  every q in pair: (q, start[q]) in P and (q, finish[q]) in P
           every (q, v) in P, (r, w) in P: v = w implies q = r
           every (q, v) in P:
             if v = start[q] or v = finish[q] then some u in G.vertices: beside(q, v) = {u}
             else some u in G.vertices, w in G.vertices: u != w and beside(q, v) = {u, w}
