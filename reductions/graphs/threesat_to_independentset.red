reduction ThreeSAT -> IndependentSet
  "One vertex per literal occurrence; a triangle per clause; complementary literals are joined."
  because  "An independent set of size m picks one true literal per clause, never a literal and its opposite."
           "An empty clause has no vertex, so that no independent set has size m."
  cites    GareyJohnson1979 "3.1.3"
  given    phi
  labels   node(clause : position, place : position)
  let      places    = { (i, p) | i -> c in phi.clauses, p in positions(c) }
           lit(i, p) = phi.clauses[i][p]
  target   G.vertices = { node(i, p) | (i, p) in places }
           # equivalent mutant: `i != j and` -> ``: within a clause, two nodes are joined already
           G.edges    = { {node(i, p), node(i, q)}
                        | i -> c in phi.clauses, p in positions(c), q in positions(c) where p < q }
                        + { {node(i, p), node(j, q)}
                          | (i, p) in places, (j, q) in places where i != j and lit(i, p) = opposite(lit(j, q)) }
           k          = |phi.clauses|
  forward  a -> S = { node(i, first p in positions(c): holds(a, c[p])) | i -> c in phi.clauses }
  backward S -> a = { variable(lit(i, p)) | node(i, p) in S where lit(i, p) = positive(variable(lit(i, p))) }
  claims   target.n <= 3*m
           target.m <= 3*m + 9*m^2
           target.b = bits(m)
