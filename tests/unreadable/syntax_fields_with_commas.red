# expect: 4:21 found `,`
# fix: its own line
problem P
  instance G : graph,
           k : nat
