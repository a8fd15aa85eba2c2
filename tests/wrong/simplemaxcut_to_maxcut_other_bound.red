# expect: refuted forward
# because: A cut with one edge more than k is more than is asked for.
# instance: {"G": {"vertices": [], "edges": []}, "k": 0}
# witness of the source: []
reduction SimpleMaxCut -> MaxCut
  given    x
  target   G      = x.G
           weight = { e -> 1 | e in x.G.edges }
           k      = x.k + 1
  forward  S -> S = S
  backward S -> S = S
