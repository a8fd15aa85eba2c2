# expect: 3:17 found `//`
# fix: `#`
define f(x) = x // the identity
