# expect: 3:25 found `[`
# fix: write `if s = [] then ... else ...`
define f(s) = case s of []: 0; else: 1
