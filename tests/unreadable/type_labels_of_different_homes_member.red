# expect: 8:30 a label of `right` and a label of `left` are compared: labels of different homes are never equal
problem P
  instance left  : set of labels
           right : set of labels
           k : nat
  measures n = |left| + |right|
  witness  S : subset of left
  accepts  every v in right: v not in S
