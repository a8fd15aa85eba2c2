# expect: 5:1 `one` is declared twice
# fix: the other one stands in line
define one = 1

define one = 2
