# expect: refuted backward
# because: The number of fives has half of the total, rounded down.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"four(i0)": "neither_side", "six(i0)": "left_side", "one(i0)": "right_side", "fives": "right_side"}
# within: n = 1, b = 1
reduction Partition -> EqualSums
  given    x
  labels   four(item : x.item), six(item : x.item), one(item : x.item), fives
  let      order = listed(x.item)
           high  = 2^(5 * |order|)
           digit = { i -> 2^(5 * p) | p -> i in order }
  target   item = { four(i) | i in x.item } + { six(i) | i in x.item } + { one(i) | i in x.item } + {fives}
           size = { four(i) -> high * a + 4 * digit[i] | i -> a in x.size }
                  with { six(i) -> 6 * digit[i] | i in x.item }
                  with { one(i) -> digit[i] | i in x.item }
                  with { fives -> high * (sum(x.size[i] | i in x.item) div 2) + sum(5 * digit[i] | i in x.item) }
  forward  S -> side = { four(i) -> if i in S then left_side else neither_side | i in x.item }
                       with { six(i) -> if i in S then neither_side else left_side | i in x.item }
                       with { one(i) -> if i in S then left_side else right_side | i in x.item }
                       with { fives -> right_side }
  backward side -> S = { i | i in x.item where side[four(i)] != neither_side }
