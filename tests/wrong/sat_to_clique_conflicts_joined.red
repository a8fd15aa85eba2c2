# expect: refuted forward
# because: Literals of two clauses fit unless they are opposite.
# instance: {"variables": ["v0", "v1"], "clauses": [[{"positive": "v0"}], [{"positive": "v1"}]]}
# witness of the source: ["v0", "v1"]
reduction SAT -> Clique
  given    phi
  labels   node(clause : position, place : position)
  let      places    = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           G.edges    = { {node(i, p), node(j, q)}
                        | (i, p) in places, (j, q) in places where i != j and lit(i, p) = lit(j, q) }
           k          = |phi.clauses|
  forward  a -> S = { node(i, first p in positions(c): holds(a, c[p])) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S where lit(i, p) = positive(variable(lit(i, p))) }
