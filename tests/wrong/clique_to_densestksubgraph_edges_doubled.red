# expect: refuted forward
# because: Each edge of a clique is counted from both of its ends.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the source: ["v0", "v1"]
reduction Clique -> DensestKSubgraph
  given    x
  let      goal = min(x.k, |x.G.vertices| + 1)
  target   G = x.G
           k = goal
           d = goal * (goal - 1)
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                S = { v | i -> v in order where i < goal }
  backward S -> S = S
