# expect: refuted forward
# because: Of a vertex and those that lead to it one is chosen: a kernel asks for those that it leads to.
# instance: {"D": {"vertices": ["v0", "v1"], "arcs": [["v0", "v1"]]}}
# witness of the source: ["v1"]
reduction Kernel -> SAT
  given    x
  labels   old(vertex : x.D.vertices)
  let      order = listed(x.D.vertices)
  target   variables = { old(v) | v in x.D.vertices }
           clauses   = [ [negative(old(u)), negative(old(v))] | (u, v) in listed(x.D.arcs) ]
                       ++ [ [ positive(old(v)) | v in order where v = u or (v, u) in x.D.arcs ] | u in order ]
  forward  S -> a = { old(v) | v in S }
  backward a -> S = { v | old(v) in a }
