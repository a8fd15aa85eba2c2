# expect: 3:9 found `3`, expected a name
# fix: begins with a letter
problem 3SAT
