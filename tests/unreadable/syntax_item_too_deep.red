# expect: 5:13 found `m`
# fix: items of this section stand at column 12
problem P
  measures n = |V|
            m = |E|
