# expect: refuted backward
# because: A clique larger than the graph is cut to the graph.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: {}
reduction Clique -> SubgraphIsomorphism
  given    x
  labels   corner(number)
  let      k = min(x.k, |x.G.vertices|)
  target   pattern.vertices = { corner(i) | i in 1 .. k }
           pattern.edges    = { {corner(i), corner(j)} | i in 1 .. k, j in 1 .. k where i < j }
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                f = { corner(i) -> order[i - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
