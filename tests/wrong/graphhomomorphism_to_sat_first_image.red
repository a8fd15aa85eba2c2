# expect: refuted backward
# because: Every vertex is sent to the first one.
# instance: {"pattern": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "host": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: ["sent(v0, v0)", "sent(v1, v1)"]
reduction GraphHomomorphism -> SAT
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
  backward a -> f = { u -> first b in listed(x.host.vertices): b = b | u in x.pattern.vertices }
