# expect: 3:19 found `:`
# fix: { field := value }
define f(x) = { a : 1, b : 2 }
