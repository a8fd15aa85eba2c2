# expect: 21:13 found `,`, expected `->`
# fix: the parts of a witness stand in parentheses: `backward (A, ...) -> ...`
problem P
  instance V : set of labels
  measures n = |V|
  witness  S : subset of V
  accepts  |S| >= 1

problem Q
  instance V : set of labels
  measures n = |V|
  witness  A : subset of V
           B : subset of V
  accepts  |A| + |B| >= 1

reduction P -> Q
  given    x
  target   V = x.V
  forward  S -> A = S
                B = {}
  backward A, B -> S = A + B
