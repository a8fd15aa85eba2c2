# expect: 7:25 found `;`
# fix: write `,`
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  |{ v | v in S; u in S }| >= k
