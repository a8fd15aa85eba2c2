# expect: holds
# because: Words of which none is another one backwards are those that are not joined.
# within: n = 2, m = 2, c = 2
# slow: n = 3, m = 3, c = 3
problem Mirrors "Words of which none is another one backwards"
  instance item : set of labels
           word : map from each item to seq of bool
           k    : nat
  measures n = |item|
           m = sum(|w| | i -> w in word)
           c = bits(k)
  witness  S : subset of item
  accepts  |S| >= k
           every i in S, j in S where i != j: word[i] != reverse(word[j])

reduction Mirrors -> IndependentSet
  given    x
  labels   old(item : x.item)
  target   G.vertices = { old(i) | i in x.item }
           G.edges    = { {old(i), old(j)} | i in x.item, j in x.item where i != j and x.word[i] = reverse(x.word[j]) }
           k          = min(x.k, |x.item| + 1)
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   parsimonious
