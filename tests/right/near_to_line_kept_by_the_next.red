# expect: holds
# because: Both have a witness if there is an item. The fold keeps those of its items that name the next one, which is no double counting.
# within: n = 2, t = 2
problem Near "A set"
  instance A    : set of labels
           near : map from each A to set of A
  measures n = |A|
           t = sum(|s| | v -> s in near)
  witness  S : subset of A
  accepts  |S| >= 1

problem Line "A line of numbers"
  instance numbers : seq of nat
  measures n = |numbers|, b = max(bits(v) | v in numbers)
  witness  none
  accepts  |numbers| >= 1

reduction Near -> Line
  given    x
  let      seen = fold h = [] over v in listed(x.A): [ u | u in h where v in x.near[u] ] ++ [v]
  target   numbers = [ 1 | s in seen ]
  forward  S -> none
  backward none -> S = x.A
