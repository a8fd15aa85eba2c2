reduction ChromaticNumber -> SAT
  "A variable for each vertex and colour: every vertex has a colour, and the ends of an edge never share one."
  because  "A vertex with several true colours may take any of them: its neighbours have none of these."
  cites    Knuth2015
  given    x
  labels   coloured(vertex : x.G.vertices, colour : number)
  let      colours = 1 .. min(x.k, |x.G.vertices|)
  target   variables = { coloured(v, c) | v in x.G.vertices, c in colours }
           clauses   = [ [ positive(coloured(v, c)) | c in colours ] | v in listed(x.G.vertices) ]
                       ++ [ [ negative(coloured(v, c)) | v in listed(e) ] | e in listed(x.G.edges), c in colours ]
  forward  f -> a = { coloured(v, c) | v -> c in f }
  # equivalent mutant: `c in 1 .. min(x.k,` -> `c in 0 .. min(x.k,`: 0 is no colour
  # equivalent mutant: `min(x.k, |x.G.vertices|)` -> `min(x.k, |x.G.vertices|) + 1`: a colour comes before
  backward a -> f = { v -> first c in 1 .. min(x.k, |x.G.vertices|): coloured(v, c) in a | v in x.G.vertices }
  claims   target.n <= n^2
           target.m <= n + m*n
