reduction Partition -> EqualSums
  "Three numbers an item, with 4, 6 and 1 as its digit, and one number with 5 everywhere: it is 4 + 1, or 6 with the 1 on its own side."
  because  "With any signs, 4, 6 and 1 do not cancel: the number of fives is on one side, and of each item 4 or 6 on the other."
           "Above the digits, 4 has the item's size twice, and the number of fives the total."
           "At most 16 come together at a digit: nothing is carried in base 32."
  cites    WoegingerYu1992
  given    x
  labels   four(item : x.item), six(item : x.item), one(item : x.item), fives
  let      order = listed(x.item)
           high  = 2^(5 * |order|)
           digit = { i -> 2^(5 * p) | p -> i in order }
  target   item = { four(i) | i in x.item } + { six(i) | i in x.item } + { one(i) | i in x.item } + {fives}
           size = { four(i) -> 2 * high * a + 4 * digit[i] | i -> a in x.size }
                  with { six(i) -> 6 * digit[i] | i in x.item }
                  with { one(i) -> digit[i] | i in x.item }
                  with { fives -> sum(high * x.size[i] + 5 * digit[i] | i in x.item) }
  forward  S -> side = { four(i) -> if i in S then left_side else neither_side | i in x.item }
                       with { six(i) -> if i in S then neither_side else left_side | i in x.item }
                       with { one(i) -> if i in S then left_side else right_side | i in x.item }
                       with { fives -> right_side }
  # equivalent mutant: `side[four(i)] != neither_side` -> `side[four(i)] = neither_side`: what is left is the other half
  backward side -> S = { i | i in x.item where side[four(i)] != neither_side }
  claims   target.n = 3*n + 1
           target.b <= b + 5*n + bits(n) + 5
           counts: #target = 2*#source
