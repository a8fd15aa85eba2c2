reduction SubsetSum -> IntegerKnapsack
  "Two numbers for each item, to take it or to leave it: a power of one base, one for each item, and above it the item's size or 0."
  because  "The powers of those taken and of those left are all powers:" shows forward S ->
             sum(place[i] | i in x.item where i in S) + sum(place[i] | i in x.item where i not in S) = all
           "with the base before them," takes forward S ->
             {(base, sum(place[i] | i in x.item where i in S) + sum(place[i] | i in x.item where i not in S) - all),
              (base, all - sum(place[i] | i in x.item where i in S) - sum(place[i] | i in x.item where i not in S))}
           "and as the sizes are the goal." takes forward S ->
             {(above, sum(x.size[i] | i in S) - x.goal), (above, x.goal - sum(x.size[i] | i in S))}
           "There are copies of numbers," shows backward copies -> sum(copies[take(i)] + copies[leave(i)] | i in x.item) >= 0
           "each with its power:" shows backward copies -> every i in x.item:
             copies[take(i)] * place[i] >= 0 and copies[leave(i)] * place[i] >= 0
           "a product" takes backward copies -> { (copies[take(i)], place[i]) | i in x.item }
           "for either." takes backward copies -> { (copies[leave(i)], place[i]) | i in x.item }
           "So there are powers." shows backward copies -> sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item) >= 0
           "A copy takes its power as often as the base says, and one more, but is worth the power once: no more powers than there are."
             shows backward copies -> sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item) <= all
           "Any more would take too much." takes backward copies -> (base - 1, sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item) - all - 1)
           "So the sizes are worth the goal," shows backward copies -> sum(copies[take(i)] * x.size[i] | i in x.item) >= x.goal
           "where less would leave too little," takes backward copies -> (above, x.goal - sum(copies[take(i)] * x.size[i] | i in x.item) - 1)
           "and no more." shows backward copies -> sum(copies[take(i)] * x.size[i] | i in x.item) <= x.goal
           "More would again take too much." takes backward copies -> {(above, sum(copies[take(i)] * x.size[i] | i in x.item) - x.goal - 1), (base, sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item))}
           "Then the powers add up to all of them," shows backward copies -> sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item) >= all
           "since what is above is the same," takes backward copies -> {(above, x.goal - sum(copies[take(i)] * x.size[i] | i in x.item)), (above, sum(copies[take(i)] * x.size[i] | i in x.item) - x.goal)}
           "and there are at most n copies." shows backward copies -> sum(copies[take(i)] + copies[leave(i)] | i in x.item) <= n
           "For the powers take what all of them take." takes backward copies -> {(base, sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item) - all), (base, all - sum((copies[take(i)] + copies[leave(i)]) * place[i] | i in x.item))}
           "That is a bound for each number," shows backward copies -> every i in x.item:
             copies[take(i)] <= sum(copies[take(j)] | j in x.item)
           "taken or left," shows backward copies -> every i in x.item: copies[leave(i)] <= sum(copies[leave(j)] | j in x.item)
           "and for both of a pair: fewer than the base," shows backward copies -> every i in x.item:
             copies[take(i)] + copies[leave(i)] <= n
           "so there is one." shows backward copies -> every i in x.item: copies[take(i)] + copies[leave(i)] = 1
           "What is not taken adds nothing." takes backward copies ->
             { (c * copies[take(i)] + d, x.size[i]) | i in x.item, (c, d) in {(1, 0), (-1, 0), (1, -1), (-1, 1)} }
  cites    Lueker1975
  given    x
  labels   take(item : x.item), leave(item : x.item)
  let      n     = |x.item|
           # equivalent mutant: `2^bits(n + 1)` -> `3^bits(n + 1)`: a greater base does as well
           # equivalent mutant: `2^bits(n + 1)` -> `2^bits(n + 2)`: a greater base does as well
           # equivalent mutant: `2^bits(n + 1)` -> `2^bits(n)`: a base of n is enough
           # equivalent mutant: `2^bits(n + 1)` -> `2^bits(n + 0)`: a base of n is enough
           # equivalent mutant: `2^bits(n + 1)` -> `2^bits(n - 1)`: a base of n is enough
           base  = 2^bits(n + 1)
           place = { i -> base^a | a -> i in listed(x.item) }
           all   = sum(place[i] | i in x.item)
           # equivalent mutant: `2^bits(base * all + n)` -> `3^bits(base * all + n)`: a greater number does as well
           # equivalent mutant: `2^bits(base * all + n)` -> `2^bits(base * all - n)`: the same for n > 1, and one item has room for one copy
           above = 2^bits(base * all + n)
  target   item     = { take(i) | i in x.item } + { leave(i) | i in x.item }
           size     = { take(i) -> above * x.size[i] + base * place[i] + 1 | i in x.item }
                      with { leave(i) -> base * place[i] + 1 | i in x.item }
           worth    = { take(i) -> above * x.size[i] + place[i] | i in x.item }
                      with { leave(i) -> place[i] | i in x.item }
           # equivalent mutant: `+ base * all + n` -> `+ base * all + n + 1`: copies that differ add the base less 1 at least
           capacity = above * x.goal + base * all + n
           goal     = above * x.goal + all
  forward  S -> copies = { take(i) -> if i in S then 1 else 0 | i in x.item }
                         with { leave(i) -> if i in S then 0 else 1 | i in x.item }
  backward copies -> S = { i | i in x.item where copies[take(i)] > 0 }
  claims   target.n = 2*n
           parsimonious
