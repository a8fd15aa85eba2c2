# expect: refuted backward
# because: Both halves have all vertices: nothing keeps the ends of an edge apart.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 0}
# witness of the target: {"W": [0, 1], "at": [[["apart(0, 1)", 0], 3], [["apart(0, 1)", 1], 4]]}
reduction IndependentSet -> LongestCommonSubsequence
  given    x
  labels   old(vertex : x.G.vertices), gap, apart(first : position, second : position)
  let      line  = listed(x.G.vertices)
           n     = |line|
           links = { (p, q) | p -> u in line, q -> v in line where p < q and {u, v} in x.G.edges }
  target   letter = { old(v) | v in x.G.vertices } + {gap}
           row    = { apart(p, q) | (p, q) in links }
           string = [ old(v) | v in line ]
           other  = { apart(p, q) -> [ old(v) | i -> v in line ]
                                     ++ [ old(v) | i -> v in line ]
                    | (p, q) in links }
           k      = x.k
  forward  S -> W = { i | i -> v in line where v in S }
                at = { (apart(p, q), i) -> if v not in S then 0 else if line[p] in S then n + i + 1 else i + 1
                     | (p, q) in links, i -> v in line }
  backward (W, _) -> S = { v | i -> v in line where i in W }
