# expect: 10:18 `holds` hides what the library calls so, which is used here too
# fix: choose another name

problem P "p"
  instance A : set of labels
           c : seq of literal over A
  measures n = |A|, m = |c|
  witness  D : subset of A
  accepts  every l in c: holds(D, l)
           every holds in D: holds in A
