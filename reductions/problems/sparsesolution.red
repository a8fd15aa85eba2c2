# A solution is a vector of fractions p[c] / q. If some vector has so few numbers other than 0, then by Cramer's rule also one whose
# numerators and denominator are determinants of some rows, none of which is more than the product of these rows' sizes.
problem SparseSolution "Sparse solution of linear equations (does A x = b have a rational solution with at most k numbers other than 0?)"
  cites    GareyJohnson1979 "MP5", Natarajan1995
  instance column      : set of labels
           row         : set of labels
           coefficient : map from each (row, column) to int
           value       : map from each row to int
           k           : nat
  measures n = |column|
           m = |row|
           b = max(bits(a) | (_row, _column) -> a in coefficient)
           c = max(bits(a) | r -> a in value)
           d = bits(k)
  minimises k
  witness  p : map from each column to one of -most .. most
           q : one of 1 .. most
  let      size(r) = abs(value[r]) + sum(abs(coefficient[r, c]) | c in column)
           most    = product(max(1, size(r)) | r in row)
  accepts  (count c in column: p[c] != 0) <= k
           every r in row: sum(coefficient[r, c] * p[c] | c in column) = value[r] * q
