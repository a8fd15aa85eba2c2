problem Nonempty
  instance numbers : seq of nat
  measures n = |numbers|
           b = max(bits(x) | x in numbers)
  witness  none
  accepts  |numbers| >= 1

fact SubsetSum is NP-hard cites Karp1972
