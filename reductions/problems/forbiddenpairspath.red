problem ForbiddenPairsPath "Path with forbidden pairs (from s to t, with at most one vertex of each pair)"
  cites    GareyJohnson1979 "GT54"
  instance D     : digraph
           pairs : set of (D.vertices, D.vertices)
           s     : one of D.vertices
           t     : one of D.vertices
  measures n = |D.vertices|
           m = |D.arcs|
           p = |pairs|
  witness  path : sequence of at most |D.vertices| of D.vertices
  accepts  |path| >= 1 and path[0] = s and path[|path| - 1] = t
           every i -> u in path, j -> v in path: i < j implies u != v and (u, v) not in pairs and (v, u) not in pairs
           every i in 1 .. |path| - 1: (path[i - 1], path[i]) in D.arcs
