# expect: 3:39 found `,`
# fix: `;`
define f(x) = case x of positive(y): y, negative(y): y
