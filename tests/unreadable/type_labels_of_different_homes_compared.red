# expect: 8:38 a label of `left` and a label of `right` are compared: labels of different homes are never equal
problem P
  instance left  : set of labels
           right : set of labels
           k : nat
  measures n = |left| + |right|
  witness  S : subset of left
  accepts  every u in S, v in right: u != v
