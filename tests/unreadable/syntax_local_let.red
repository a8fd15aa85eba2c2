# expect: 3:15 found `let`
# fix: `let` is a section
define f(x) = let y = 2 in y
