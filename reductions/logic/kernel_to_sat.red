reduction Kernel -> SAT
  "A variable per vertex. Not both ends of an arc are chosen, and of a vertex and those that it leads to one is."
  because  "A loop forbids its vertex."
  cites    GareyJohnson1979 "GT57"
  given    x
  labels   old(vertex : x.D.vertices)
  let      order = listed(x.D.vertices)
  target   variables = { old(v) | v in x.D.vertices }
           clauses   = [ [negative(old(u)), negative(old(v))] | (u, v) in listed(x.D.arcs) ]
                       ++ [ [ positive(old(v)) | v in order where v = u or (u, v) in x.D.arcs ] | u in order ]
  forward  S -> a = { old(v) | v in S }
  backward a -> S = { v | old(v) in a }
  claims   target.n = n
           target.m = n + m
           parsimonious
