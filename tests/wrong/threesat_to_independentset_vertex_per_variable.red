# expect: refuted forward
# because: One vertex per clause and variable: a clause with a literal and its opposite has only one vertex for both, joined to every other clause with the variable.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}], [{"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: ["v0"]
# within: n = 1, m = 2
reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(clause : position, variable : phi.variables)
  let      places = { (i, variable(l)) | i -> c in phi.clauses, l in c }
           clash(i, j, x) = (positive(x) in phi.clauses[i] and negative(x) in phi.clauses[j]) or (negative(x) in phi.clauses[i] and positive(x) in phi.clauses[j])
  target   G.vertices = { node(i, x) | (i, x) in places }
           G.edges = { {node(i, x), node(i, y)} | (i, x) in places, (j, y) in places where i = j and x != y }
                   + { {node(i, x), node(j, y)} | (i, x) in places, (j, y) in places where i != j and x = y and clash(i, j, x) }
           k = |phi.clauses|
  forward  a -> S = { node(i, variable(c[first p in positions(c): holds(a, c[p])])) | i -> c in phi.clauses }
  backward S -> a = { x | node(i, x) in S where positive(x) in phi.clauses[i] }
