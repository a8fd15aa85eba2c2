# expect: refuted backward
# because: The path takes a literal of each clause; nothing is said of literals and their opposites.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}], [{"negative": "v0"}]]}
# witness of the target: ["start", "node(0, positive(v0))", "node(1, negative(v0))", "finish"]
reduction ThreeSAT -> ForbiddenPairsPath
  given    phi
  labels   start, node(clause : position, literal : literal over phi.variables), finish
  let      nodes = { node(i, l) | i -> c in phi.clauses, l in c }
           m     = |phi.clauses|
  target   D.vertices = {start} + nodes + {finish}
           D.arcs     = { (start, node(i, l)) | node(i, l) in nodes where i = 0 }
                        + { (node(i, l), node(j, k)) | node(i, l) in nodes, node(j, k) in nodes where j = i + 1 }
                        + { (node(i, l), finish) | node(i, l) in nodes where i + 1 = m }
                        + { (start, finish) | i in {0} where m = 0 }
           pairs      = { (node(i, l), node(j, k)) | node(i, l) in nodes, node(j, k) in nodes where l = opposite(k) and i = j }
           s          = start
           t          = finish
  forward  a -> path = [start] ++ [ node(i, first l in c: holds(a, l)) | i -> c in phi.clauses ] ++ [finish]
  backward path -> a = { x | node(_, positive(x)) in path }
