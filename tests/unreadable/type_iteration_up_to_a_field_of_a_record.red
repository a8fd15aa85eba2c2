# expect: 8:45 this range is as long as the value of `jobs`, a binary number: that is not polynomial
# fix: clamp it by a size, as in `min(j.length, |...|)`
problem P
  instance jobs : seq of { length : nat }
           k : nat
  measures n = |jobs|
  witness  S : one of 0 .. |jobs|
  accepts  every j in jobs: every t in 1 .. j.length: t != k
