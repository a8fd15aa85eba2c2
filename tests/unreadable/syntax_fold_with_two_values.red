# expect: 3:25 found `,`
# fix: `fold (a, b) = (0, 1) over x in s: ...`
define f(s) = fold a = 0, b = 1 over x in s: a
