# expect: refuted backward
# because: Two ends of an edge may share any colour but the first.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 2}
# witness of the target: ["coloured(v0, 2)", "coloured(v1, 2)"]
reduction ChromaticNumber -> SAT
  given    x
  labels   coloured(vertex : x.G.vertices, colour : number)
  let      colours = 1 .. min(x.k, |x.G.vertices|)
  target   variables = { coloured(v, c) | v in x.G.vertices, c in colours }
           clauses   = [ [ positive(coloured(v, c)) | c in colours ] | v in listed(x.G.vertices) ]
                       ++ [ [ negative(coloured(v, c)) | v in listed(e) ] | e in listed(x.G.edges), c in 1 .. min(1, x.k) ]
  forward  f -> a = { coloured(v, c) | v -> c in f }
  backward a -> f = { v -> first c in 1 .. min(x.k, |x.G.vertices|): coloured(v, c) in a | v in x.G.vertices }
