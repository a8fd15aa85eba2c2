# expect: 3:40 found `|`
# fix: `;`
define f(x) = case x of positive(y): y | negative(y): y
