# A triangle is told by the way around it: each corner's next one. So there are two witnesses for each triangle.
problem PartitionIntoTriangles "Partition into triangles"
  cites    GareyJohnson1979 "GT11"
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  turn : map from each G.vertices to one of G.vertices
  accepts  every u -> v in turn: {u, v} in G.edges and turn[turn[v]] = u
