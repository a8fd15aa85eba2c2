# expect: 4:1 found `instance`
# fix: are indented
problem P
instance G : graph
