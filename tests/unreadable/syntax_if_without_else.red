# expect: 3:26 expected `else`
# fix: always has an `else`
define f(x) = if x then 1
