# expect: 7:12 found a tuple as the index of a sequence
# fix: an item of an item is `rows[0][1]`
problem P
  instance rows : seq of seq of nat
  measures n = |rows| + max(|r| | r in rows) + max(bits(x) | r in rows, x in r)
  witness  none
  accepts  rows[0, 1] = 0
