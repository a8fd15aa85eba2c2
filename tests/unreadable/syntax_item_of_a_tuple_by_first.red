# expect: 3:15 `first` is a quantifier
# fix: `case p of (a, b): a`
define f(p) = first(p)
