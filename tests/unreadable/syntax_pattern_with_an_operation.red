# expect: 3:27 found `+`
# fix: a pattern has no operations
define f(s) = every (x, x + 1) in s: true
