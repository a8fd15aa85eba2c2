# expect: 3:22 found `over`
# fix: fold v = start over
define f(x) = fold h over i in x: h
