# expect: 3:18 found `:`
# fix: s[a .. b]
define f(x) = x[0:2]
