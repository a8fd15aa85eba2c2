problem ClusterVertexDeletion "Cluster vertex deletion (at most k vertices whose removal leaves disjoint cliques)"
  cites    LewisYannakakis1980
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  S : subset of G.vertices
  accepts  |S| <= k
           every {u, v} in G.edges, {w, t} in G.edges where t = v and u != w:
             {u, w} in G.edges or u in S or v in S or w in S
