# expect: 3:14 found `-`
# fix: letters, digits and `_`
problem Three-SAT
