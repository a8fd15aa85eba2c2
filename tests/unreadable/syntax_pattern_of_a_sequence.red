# expect: 3:21 found `[`
# fix: a sequence has no patterns
define f(s) = every [a, b] in s: a = b
