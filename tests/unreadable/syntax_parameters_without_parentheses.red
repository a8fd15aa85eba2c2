# expect: 3:10 found `x`
# fix: f(x)
define f x = x
