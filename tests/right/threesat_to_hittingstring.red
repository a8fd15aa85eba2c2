# expect: holds
# because: A pattern for each clause says which values would satisfy it; clauses that are always true have none.
# within: n = 2, m = 2
# slow: n = 3, m = 2
type mark = zero or one or either

problem HittingString "A string that agrees with each pattern in some place"
  cites    GareyJohnson1979 "SR12"
  instance pattern : seq of seq of mark
  valid    every p in pattern, q in pattern: |p| = |q|
  measures n = max(|p| | p in pattern)
           m = |pattern|
  witness  string : sequence of max(|p| | p in pattern) of bool
  accepts  every p in pattern: some i -> s in p: s = (if string[i] then one else zero)

reduction ThreeSAT -> HittingString
  given    x
  let      used = [ c | c in x.clauses where not some positive(v) in c: negative(v) in c ]
  target   pattern = [ [ if positive(v) in c then one else if negative(v) in c then zero else either
                       | v in listed(x.variables) ]
                     | c in used ]
  forward  a -> string = [ v in a | v in listed(x.variables) where |used| > 0 ]
  backward string -> a = { v | p -> v in listed(x.variables) where p < |string| and string[p] }
