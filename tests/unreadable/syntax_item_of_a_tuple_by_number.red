# expect: 3:16 found `.1`
# fix: `case p of (a, b): b`
define f(p) = p.1
