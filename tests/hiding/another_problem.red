# hides: problem SubsetSum, another
problem SubsetSum "A problem that has nothing to do with sums: is the list of numbers not empty?"
  instance numbers : seq of nat
  measures n = |numbers|
           b = max(bits(x) | x in numbers)
  witness  none
  accepts  |numbers| >= 1

problem Easy "Is the list of numbers not empty?"
  instance numbers : seq of nat
  measures n = |numbers|
           b = max(bits(x) | x in numbers)
  witness  none
  accepts  |numbers| >= 1

reduction SubsetSum -> Easy
  given    x
  target   numbers = x.numbers
  forward  none -> none
  backward none -> none
