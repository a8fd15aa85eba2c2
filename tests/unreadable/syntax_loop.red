# expect: 3:15 found `while`
# fix: there are no loops
define f(x) = while x > 0: x
