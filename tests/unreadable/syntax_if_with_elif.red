# expect: 3:27 found `elif`
# fix: `else if`
define f(x) = if x then 1 elif x then 2 else 3
