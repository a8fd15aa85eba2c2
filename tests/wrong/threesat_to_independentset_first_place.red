# expect: refuted forward
# because: The set takes the first place of each clause, true or not.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}], [{"negative": "v0"}, {"positive": "v0"}]]}
# witness of the source: ["v0"]
# within: n = 1, m = 2
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(clause : position, place : position)
  let      places = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           G.edges = { {node(i, p), node(i, q)} | i -> c in phi.clauses, p in positions(c), q in positions(c) where p < q }
                   + { {node(i, p), node(j, q)} | (i, p) in places, (j, q) in places where i != j and lit(i, p) = opposite(lit(j, q)) }
           k = |phi.clauses|
  forward  _ -> S = { node(i, first p in positions(c): p >= 0) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S where lit(i, p) = positive(variable(lit(i, p))) }
