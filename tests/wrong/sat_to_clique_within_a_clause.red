# expect: refuted backward
# because: Several literals of one clause make up for another clause.
# instance: {"variables": ["v0"], "clauses": [[], [{"positive": "v0"}, {"positive": "v0"}]]}
# witness of the target: ["node(1, 0)", "node(1, 1)"]
reduction SAT -> Clique
  given    phi
  labels   node(clause : position, place : position)
  let      places    = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           G.edges    = { {node(i, p), node(j, q)}
                        | (i, p) in places, (j, q) in places where (i, p) != (j, q) and lit(i, p) != opposite(lit(j, q)) }
           k          = |phi.clauses|
  forward  a -> S = { node(i, first p in positions(c): holds(a, c[p])) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S where lit(i, p) = positive(variable(lit(i, p))) }
