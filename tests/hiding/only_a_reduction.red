# hides: reduction IndependentSet:VertexCover, another
reduction IndependentSet -> VertexCover
  "Wrong where k > |V|."
  given    x
  target   G.vertices = x.G.vertices
           G.edges    = x.G.edges
           k          = if x.k <= |x.G.vertices| then |x.G.vertices| - x.k else 0
  forward  S -> S = x.G.vertices - S
  backward S -> S = x.G.vertices - S
