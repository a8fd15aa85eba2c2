# expect: 3:1 found `probelm`
# fix: did you mean `problem`
probelm P
