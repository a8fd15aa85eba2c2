# expect: refuted backward
# because: A bound of one edge less asks for too little.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: {"F": [], "left": []}
reduction SimpleMaxCut -> BipartiteSubgraph
  given    x
  target   G = x.G
           k = max(x.k - 1, 0)
  forward  S -> F = { {u, v} | {u, v} in x.G.edges where u in S and v not in S }
                left = S
  backward (_, left) -> S = left
