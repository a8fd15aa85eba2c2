# expect: 4:3 a restriction inherits `accepts` from `SAT`
# fix: delete the section
problem Monotone restricts SAT where true
  accepts  true
