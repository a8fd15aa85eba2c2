# expect: refuted target.n <= b*n
# because: A set that is a let of the items outside is another one for every item, so that the items in it are not counted from two sides.
# at: n = 2, b = 1
problem Near "A set with sets of its members"
  instance item : set of labels
           near : map from each item to set of item
  measures n = |item|
           b = max(|s| | i -> s in near)
  witness  S : subset of item
  accepts  |S| >= 1

problem Line "A sequence that is not empty"
  instance numbers : seq of nat
  measures n = |numbers|, b = max(bits(v) | v in numbers)
  witness  none
  accepts  |numbers| >= 1

reduction Near -> Line
  given    x
  target   numbers = [ 1 | i in listed(x.item), s = x.near[i], j in [ j | j in listed(x.item) where i in s ] ]
  forward  S -> none
  backward none -> S = x.item
  claims   target.n <= b*n
