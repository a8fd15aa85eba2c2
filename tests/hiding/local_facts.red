# hides: problem SubsetSum, another
# hides: reference Cook1971, another
reference Cook1971 "A page of my own"
problem SubsetSum
  instance numbers : seq of nat
  measures n = |numbers|
           b = max(bits(x) | x in numbers)
  witness  none
  accepts  |numbers| >= 1

fact SubsetSum is in P cites Cook1971
