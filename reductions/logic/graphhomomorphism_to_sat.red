reduction GraphHomomorphism -> SAT
  "A variable for each vertex of the pattern and its image in the host."
  because  "Every vertex has an image, and just one; an edge never goes to a pair that is no edge, nor to a single vertex."
  cites    HellNesetril1990
  given    x
  labels   sent(vertex : x.pattern.vertices, image : x.host.vertices)
  let      from = listed(x.pattern.vertices)
           into = listed(x.host.vertices)
  target   variables = { sent(u, a) | u in x.pattern.vertices, a in x.host.vertices }
           clauses   = [ [ positive(sent(u, a)) | a in into ] | u in from ]
                       ++ [ [negative(sent(u, a)), negative(sent(u, b))]
                          | u in from, p -> a in into, q -> b in into where p < q ]
                       ++ [ [negative(sent(u, a)), negative(sent(v, b))]
                          | u in from,
                            v in from,
                            a in into,
                            b in into
                              where u != v and {u, v} in x.pattern.edges and (a = b or {a, b} not in x.host.edges) ]
  forward  f -> a = { sent(u, b) | u -> b in f }
  backward a -> f = { u -> the b in x.host.vertices: sent(u, b) in a | u in x.pattern.vertices }
  claims   target.n = n*p
           target.m <= n + n*p^2/2 + 2*m*p^2
           parsimonious
