# expect: 3:17 found `if`
# fix: write `if x > 0 then x else 1`
define f(x) = x if x > 0 else 1
