# expect: 3:12 `{` is never closed
# fix: close it with `}`
define a = {1, 2
define b = 3
