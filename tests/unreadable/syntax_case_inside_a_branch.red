# expect: 3:38 stands in parentheses
# fix: (case ... of ...)
define f(x) = case x of positive(y): case y of a: 1; b: 2; negative(y): 3
