# expect: refuted backward
# because: The vertices that are false make the kernel.
# instance: {"D": {"vertices": ["v0"], "arcs": []}}
# witness of the target: ["old(v0)"]
reduction Kernel -> SAT
  given    x
  labels   old(vertex : x.D.vertices)
  let      order = listed(x.D.vertices)
  target   variables = { old(v) | v in x.D.vertices }
           clauses   = [ [negative(old(u)), negative(old(v))] | (u, v) in listed(x.D.arcs) ]
                       ++ [ [ positive(old(v)) | v in order where v = u or (u, v) in x.D.arcs ] | u in order ]
  forward  S -> a = { old(v) | v in S }
  backward a -> S = { v | v in x.D.vertices where old(v) not in a }
