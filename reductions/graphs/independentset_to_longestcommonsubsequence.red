reduction IndependentSet -> LongestCommonSubsequence
  "The vertices in a row; and for each edge the vertices twice in a row, first with a gap for its first end, then with one for its other."
  because  "Two ends of an edge stand in its string in the wrong order only."
           "Vertices that are not both ends stand in one of its two halves."
  cites    Maier1978
  given    x
  labels   old(vertex : x.G.vertices), gap, apart(first : position, second : position)
  let      line  = listed(x.G.vertices)
           n     = |line|
           links = { (p, q) | p -> u in line, q -> v in line where p < q and {u, v} in x.G.edges }
  target   letter = { old(v) | v in x.G.vertices } + {gap}
           row    = { apart(p, q) | (p, q) in links }
           string = [ old(v) | v in line ]
           other  = { apart(p, q) -> [ if i = p then gap else old(v) | i -> v in line ]
                                     ++ [ if i = q then gap else old(v) | i -> v in line ]
                    | (p, q) in links }
           k      = x.k
  forward  S -> W = { i | i -> v in line where v in S }
                at = { (apart(p, q), i) -> if v not in S then 0 else if line[p] in S then n + i + 1 else i + 1
                     | (p, q) in links, i -> v in line }
  backward (W, _) -> S = { v | i -> v in line where i in W }
  claims   target.n = n + 1
           target.m = m
           target.l = n
           target.t <= 2*m*n
           target.b = b
