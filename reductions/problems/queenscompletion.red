# Rows and columns are numbered from 1; a 0 stands for a row whose queen is not placed yet.
problem QueensCompletion "n-queens completion (n queens on a board of n by n, no two of which attack each other; some are placed)"
  cites    GentJeffersonNightingale2017
  instance given : seq of nat
  valid    every c in given: c <= |given|
  measures n = |given|
  witness  column : map from each positions(given) to one of 1 .. |given|
  accepts  every i -> c in given where c != 0: column[i] = c
           every i -> c in column, j -> d in column where i < j: c != d and abs(c - d) != j - i
