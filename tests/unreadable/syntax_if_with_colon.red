# expect: 3:19 found `:`
# fix: if c then a else b
define f(x) = if x: 1 else: 2
