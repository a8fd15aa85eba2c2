# hides: problem SubsetSum, another
problem SubsetSum
  instance ( (
