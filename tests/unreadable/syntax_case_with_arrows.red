# expect: 3:37 found `->`, expected `:`
# fix: pattern: expression
define f(x) = case x of positive(y) -> y; negative(y) -> y
