# expect: refuted forward
# because: A clause with a literal and its opposite gets a pattern of which half is lost.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: []
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
  let      used = [ c | c in x.clauses ]
  target   pattern = [ [ if positive(v) in c then one else if negative(v) in c then zero else either
                       | v in listed(x.variables) ]
                     | c in used ]
  forward  a -> string = [ v in a | v in listed(x.variables) where |used| > 0 ]
  backward string -> a = { v | p -> v in listed(x.variables) where p < |string| and string[p] }
