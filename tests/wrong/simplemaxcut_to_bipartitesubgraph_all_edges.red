# expect: refuted forward
# because: Edges within a side are not in the bipartite subgraph.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the source: []
reduction SimpleMaxCut -> BipartiteSubgraph
  given    x
  target   G = x.G
           k = x.k
  forward  S -> F = { {u, v} | {u, v} in x.G.edges }
                left = S
  backward (_, left) -> S = left
