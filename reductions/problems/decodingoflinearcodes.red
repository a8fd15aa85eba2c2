# A check is odd exactly if it is in the syndrome.
problem DecodingOfLinearCodes "Decoding of linear codes (is there an error of weight at most k with the given syndrome?)"
  cites    GareyJohnson1979 "MS7"
  instance bit      : set of labels
           check    : set of labels
           support  : map from each check to subset of bit
           syndrome : subset of check
           k        : nat
  measures n = |bit|
           m = |check|
           t = sum(|A| | c -> A in support)
           b = bits(k)
  minimises k
  witness  error : subset of bit
  accepts  |error| <= k
           every c in check: (count i in error: i in support[c]) mod 2 = 1 iff c in syndrome
