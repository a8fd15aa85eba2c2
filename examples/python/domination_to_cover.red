reduction DominatingSet -> VertexCover
  "The same graph with the same k."
  given    x
  target   G = x.G
           k = x.k
  forward  S -> S = S
  backward S -> S = S
