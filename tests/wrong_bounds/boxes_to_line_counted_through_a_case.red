# expect: refuted target.n <= b*n
# because: What a box holds is another set for every item, so that the items in it are not counted from two sides.
# at: n = 2, b = 1
type content over X = empty or full(set of X)

problem Boxes "Items with boxes that hold some of them"
  instance item : set of labels
           box  : map from each item to content over item
  measures n = |item|
           b = max((case c of full(s): |s|; empty: 0) | i -> c in box)
  witness  S : subset of item
  accepts  |S| >= 1

problem Line "A sequence that is not empty"
  instance numbers : seq of nat
  measures n = |numbers|, b = max(bits(v) | v in numbers)
  witness  none
  accepts  |numbers| >= 1

reduction Boxes -> Line
  given    x
  target   numbers = [ 1 | i in listed(x.item),
                           j in (case x.box[i] of full(s): [ j | j in listed(x.item) where i in s ]; empty: []) ]
  forward  S -> none
  backward none -> S = x.item
  claims   target.n <= b*n
