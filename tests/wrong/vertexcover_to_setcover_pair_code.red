# expect: refuted backward
# because: A pair is coded as 5*i + j, so that {0, 7} and {1, 2} are one element.
# beyond: n = 8, m = 2
reduction VertexCover -> SetCover
  given    x
  labels   covered(code : number), star(vertex : x.G.vertices)
  let      rank    = { v -> i | i -> v in listed(x.G.vertices) }
           code(e) = 5 * min(rank[v] | v in e) + max(rank[v] | v in e)
  target   universe = { covered(code(e)) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(code(e)) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
