# Bin 0 holds what is left over. More bins than items are covered only if nothing is needed for it.
problem BinCovering "Bin covering (k bins, each filled up to a threshold at least)"
  cites    AssmannJohnsonKleitmanLeung1984
  instance item      : set of labels
           size      : map from each item to nat
           threshold : nat
           k         : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(threshold)
           d = bits(k)
  maximises k
  witness  bin : map from each item to one of 0 .. min(k, |item|)
  accepts  k <= |item| or threshold = 0
           every j in 1 .. min(k, |item|): sum(size[i] | i in item where bin[i] = j) >= threshold
