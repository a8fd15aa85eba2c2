# expect: refuted backward
# because: A negated literal in the clique makes its variable true.
# instance: {"variables": ["v0"], "clauses": [[{"negative": "v0"}]]}
# witness of the target: ["node(0, 0)"]
reduction SAT -> Clique
  given    phi
  labels   node(clause : position, place : position)
  let      places    = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           G.edges    = { {node(i, p), node(j, q)}
                        | (i, p) in places, (j, q) in places where i != j and lit(i, p) != opposite(lit(j, q)) }
           k          = |phi.clauses|
  forward  a -> S = { node(i, first p in positions(c): holds(a, c[p])) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S }
