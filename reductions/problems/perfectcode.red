problem PerfectCode "Perfect code (each vertex is in the code, or next to it, exactly once)"
  cites    BangeBarkauskasSlater1988
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  S : subset of G.vertices
  accepts  every v in G.vertices: (count u in S: u = v or {u, v} in G.edges) = 1
