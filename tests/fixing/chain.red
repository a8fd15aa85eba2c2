problem Start
  instance A : set of labels
           B : set of labels
  measures n = |A|
           m = |B|
  witness  none
  accepts  |A| < |B|

problem Middle
  instance A : set of labels
           B : set of labels
  measures n = |A|
           m = |B|
  fixing   n
  witness  none
  accepts  |A| < |B|

problem Subsets "How many subsets has A?"
  instance list : seq of bool
  measures n = |list|
  witness  none
  accepts  |list| > 0

problem Unchanged
  instance A : set of labels
           B : set of labels
  measures n = |A|
           m = |B|
  witness  none
  accepts  |A| < |B|

problem Hard "The verifier counts all subsets."
  instance A : set of labels
  measures n = |A|
  fixing   n
  witness  none
  accepts  |fold P = [{}] over v in listed(A): P ++ [ s + {v} | s in P ]| > 1

reduction Start -> Middle
  given    x
  target   A = x.A
           B = x.B
  forward  none -> none
  backward none -> none

reduction Unchanged -> Middle
  "The first set has two elements, whatever x is."
  given    x
  labels   one, two, old(b : x.B)
  target   A = {one, two}
           B = { old(b) | b in x.B }
  forward  none -> none
  backward none -> none

reduction Middle -> Subsets
  given    x
  let      all = fold P = [{}] over v in listed(x.A): P ++ [ s + {v} | s in P ]
  target   list = [ |S| > 0 | S in all ]
  forward  none -> none
  backward none -> none

reduction Middle -> Unchanged
  given    x
  target   A = x.A
           B = x.B
  forward  none -> none
  backward none -> none

reduction Start -> Hard
  given    x
  target   A = x.A
  forward  none -> none
  backward none -> none

reference K "A book"
fact Start is NP-hard cites K
fact Middle is PP-hard cites K
fact Unchanged is in P cites K
fact Subsets is in PSPACE cites K
