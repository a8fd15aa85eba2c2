reduction ThreeSAT -> SubsetSum
  "One decimal digit per clause, then one per variable. No digit of the sum of all numbers exceeds six, so nothing is carried."
  because  "A variable's digit 1 takes exactly one of its two numbers. A clause's digit counts its true literals, repeats included, from 0 to 3."
           "The fillers 1 and 2 add 0, 1, 2 or 3 in one way each: digit 4 is reached iff there are 1, 2 or 3 true literals, and then in one way."
           "A variable takes one of its numbers." shows backward S -> every x in phi.variables:
                                                                        yes(x) in S iff no(x) not in S
           "A clause's digit is 4." shows backward S -> every i -> c in phi.clauses:
                                                          (count l in c:
                                                             case l of
                                                               positive(x): yes(x) in S;
                                                               negative(x): yes(x) not in S)
                                                          + (if single(i) in S then 1 else 0)
                                                          + (if double(i) in S then 2 else 0)
                                                            = 4
  cites    CormenLeisersonRivestStein2009 "34.5.5"
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables), single(clause : position),
             double(clause : position)
  let      m         = |phi.clauses|
           place     = { x -> m + i | i -> x in listed(phi.variables) }
           digits(l) = sum(10^i | i -> c in phi.clauses, k in c where k = l)
  target   item = { yes(x) | x in phi.variables }
                  + { no(x) | x in phi.variables }
                  + { single(i) | i in positions(phi.clauses) }
                  + { double(i) | i in positions(phi.clauses) }
           size = { yes(x) -> 10^place[x] + digits(positive(x)) | x in phi.variables }
                  with { no(x) -> 10^place[x] + digits(negative(x)) | x in phi.variables }
                  with { single(i) -> 10^i | i in positions(phi.clauses) }
                  with { double(i) -> 2 * 10^i | i in positions(phi.clauses) }
           goal = sum(10^place[x] | x in phi.variables) + sum(4 * 10^i | i in positions(phi.clauses))
  forward  a -> hits = { i -> (count l in c: holds(a, l)) | i -> c in phi.clauses }
                S = { yes(x) | x in a }
                    + { no(x) | x in phi.variables where x not in a }
                    + { single(i) | i -> h in hits where h = 1 or h = 3 }
                    + { double(i) | i -> h in hits where h <= 2 }
  backward S -> a = { x | yes(x) in S }
  claims   target.n = 2*n + 2*m
           target.b <= 10/3*(n + m) + bits(m) + 4
           target.c <= 10/3*(n + m) + bits(n) + bits(m) + 5
           parsimonious
