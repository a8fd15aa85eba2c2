# expect: 3:35 found `|`
# fix: joined by `or`
type literal over X = positive(X) | negative(X)
