problem ListColoring "List colouring (each vertex takes a colour of its own list)"
  cites    ErdosRubinTaylor1979
  instance G       : graph
           palette : set of labels
           list    : map from each G.vertices to subset of palette
  measures n = |G.vertices|
           m = |G.edges|
           c = |palette|
           t = sum(|L| | v -> L in list)
  witness  f : choice from list
  accepts  every {u, v} in G.edges: f[u] != f[v]
