# Letters are taken from the first string; each other string has them in the same order. There places count from 1, and a letter
# that is not taken has the place 0.
problem LongestCommonSubsequence "Longest common subsequence (of at least k letters, of any number of strings)"
  cites    GareyJohnson1979 "SR10"
  instance letter : set of labels
           row    : set of labels
           string : seq of letter
           other  : map from each row to seq of letter
           k      : nat
  measures n = |letter|
           m = |row|
           l = |string|
           t = sum(|s| | r -> s in other)
           b = bits(k)
  maximises k
  witness  W  : subset of positions(string)
           at : map from each (r, i) in (row, positions(string)) to one of 0 .. |other[r]|
  accepts  |W| >= k
           every r in row, i in positions(string): i not in W implies at[r, i] = 0
           every r in row, i in W: at[r, i] >= 1 and other[r][at[r, i] - 1] = string[i]
           every r in row, i in W, j in W: i < j implies at[r, i] < at[r, j]
