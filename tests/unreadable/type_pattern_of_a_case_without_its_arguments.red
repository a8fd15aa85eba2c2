# expect: 8:18 `positive` has arguments
# fix: write `positive(_)`
problem P
  instance V : set of labels
           c : seq of literal over V
  measures n = |V|, m = |c|
  witness  none
  accepts  every positive in c: true
