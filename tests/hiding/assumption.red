# hides: assumption ETH, another
# hides: assumption SparsificationLemma, the same
assumption ETH "Cheese is tasty"
assumption SparsificationLemma
  "a theorem: for every e > 0, 3-SAT on n variables is a disjunction of at most 2^(e n) formulas of O(n) clauses, found in time 2^(e n)"
