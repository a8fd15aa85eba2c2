# expect: 3:18 found `,`
# fix: m[(i, j)]
define f(x) = m[x, x]
