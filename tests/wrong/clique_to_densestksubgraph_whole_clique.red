# expect: refuted forward
# because: All vertices of a clique are taken, also of one that is too large.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: ["v0"]
reduction Clique -> DensestKSubgraph
  given    x
  let      goal = min(x.k, |x.G.vertices| + 1)
  target   G = x.G
           k = goal
           d = goal * (goal - 1) div 2
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                S = { v | v in order }
  backward S -> S = S
