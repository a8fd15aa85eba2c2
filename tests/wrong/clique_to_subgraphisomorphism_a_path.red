# expect: refuted backward
# because: Corners in a row are joined, not all.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"], ["v0", "v2"]]}, "k": 3}
# witness of the target: {"corner(1)": "v1", "corner(2)": "v0", "corner(3)": "v2"}
reduction Clique -> SubgraphIsomorphism
  given    x
  labels   corner(number)
  let      k = min(x.k, |x.G.vertices| + 1)
  target   pattern.vertices = { corner(i) | i in 1 .. k }
           pattern.edges    = { {corner(i), corner(j)} | i in 1 .. k, j in 1 .. k where i + 1 = j }
           host             = x.G
  forward  S -> order = [ v | v in listed(x.G.vertices) where v in S ]
                f = { corner(i) -> order[i - 1] | i in 1 .. k }
  backward f -> S = { v | _ -> v in f }
