# expect: refuted forward
# because: An edge stands in a list of edges once; a statement that takes it from both ends counts it twice.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: ["v0", "v1"]

problem SrcE "src"
  instance G : graph
  measures n = |G.vertices|
  witness  e : one of G.edges
  accepts  (count f in listed(G.edges) ++ []: f = e) >= 2

problem DstE "dst"
  instance G : graph
  measures n = |G.vertices|
  witness  e : one of G.edges
  accepts  (count f in listed(G.edges) ++ []: f = e) >= 1

reduction DstE -> SrcE
  given    x
  target   G.vertices = x.G.vertices
           G.edges = x.G.edges
  forward  e -> e = e
  backward e -> e = e
