# expect: 3:16 `[` is not closed
# fix: close it with `]`
define f(x) = s[x)
