# expect: refuted backward
# because: The sides may have changed places.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}}
# witness of the target: {"four(i0)": "neither_side", "four(i1)": "right_side", "six(i0)": "right_side", "six(i1)": "neither_side", "one(i0)": "left_side", "one(i1)": "right_side", "fives": "left_side"}
# within: n = 2, b = 1
reduction Partition -> EqualSums
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
  backward side -> S = { i | i in x.item where side[four(i)] = left_side }
