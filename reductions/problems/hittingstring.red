type symbol = zero or one or blank

# A string of blanks is hit by nothing.
problem HittingString "Hitting string (a binary string that agrees with each row in some place)"
  cites    Fagin1974
  instance place : set of labels
           row   : set of labels
           at    : map from each (row, place) to symbol
  measures n = |place|
           m = |row|
  witness  s : subset of place
  accepts  every r in row: some p in place: if p in s then at[r, p] = one else at[r, p] = zero
