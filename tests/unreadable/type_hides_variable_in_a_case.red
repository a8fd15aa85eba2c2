# expect: 10:41 `v` hides the variable of line 10
# fix: choose another name
type choice over X = left(X) or right

problem P "p"
  instance A : set of labels
           c : seq of choice over A
  measures n = |A|, m = |c|
  witness  D : subset of A
  accepts  every v in c: case v of left(v): v in D; right: true
