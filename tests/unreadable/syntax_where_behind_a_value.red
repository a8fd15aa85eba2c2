# expect: 3:17 found `where`
# fix: parts are named by `case e of (a, b): ...`
define f(s) = a where (a, b) = s
