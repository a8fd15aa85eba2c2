# A vertex that is given two colours has none.
problem PrecoloringExtension "Precolouring extension (some vertices have their colours already)"
  cites    BiroHujterTuza1992
  instance G       : graph
           palette : set of labels
           given   : set of (G.vertices, palette)
  measures n = |G.vertices|
           m = |G.edges|
           c = |palette|
           p = |given|
  witness  f : map from each G.vertices to one of palette
  accepts  every {u, v} in G.edges: f[u] != f[v]
           every (v, c) in given: f[v] = c
