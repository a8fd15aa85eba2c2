reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(clause : position, place : position)
  let      places = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           G.edges = { {node(i, p), node(i, q)} | i -> c in phi.clauses, p in positions(c), q in positions(c) where p < q }
                   + { {node(i, p), node(j, q)} | (i, p) in places, (j, q) in places where i != j and lit(i, p) = opposite(lit(j, q)) }
           k = count c in phi.clauses: |c| > 0
  forward  a -> S = { node(i, first p in positions(c): holds(a, c[p])) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S where lit(i, p) = positive(variable(lit(i, p))) }
