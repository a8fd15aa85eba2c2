# expect: 3:25 found `|`
# fix: `some x in S: c`
define f(s) = any(x > 0 | x in s)
