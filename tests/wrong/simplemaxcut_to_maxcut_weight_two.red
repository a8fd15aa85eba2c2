# expect: refuted backward
# because: Every edge of the cut counts once.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: ["v0"]
reduction SimpleMaxCut -> MaxCut
  given    x
  target   G      = x.G
           weight = { e -> 2 | e in x.G.edges }
           k      = x.k
  forward  S -> S = S
  backward S -> S = S
