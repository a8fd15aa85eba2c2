# expect: refuted backward
# because: A triple that is left out has spare numbers, and these may be its own.
# instance: {"T": ["T0", "T1"], "triples": [["T0", "T0", "T0"], ["T0", "T0", "T1"], ["T1", "T1", "T0"]]}
# witness of the target: {"whole((T0, T0, T0))": 1, "whole((T0, T0, T1))": 2, "whole((T1, T1, T0))": 3, "one((T0, T0, T0))": 2, "one((T0, T0, T1))": 1, "one((T1, T1, T0))": 3, "two((T0, T0, T0))": 2, "two((T0, T0, T1))": 1, "two((T1, T1, T0))": 3, "three((T0, T0, T0))": 3, "three((T0, T0, T1))": 2, "three((T1, T1, T0))": 1}
# within: n = 2, m = 3
reduction ThreeDimensionalMatching -> FourPartition
  given    x
  labels   whole(triple : x.triples), one(triple : x.triples), two(triple : x.triples), three(triple : x.triples),
             even(number)
  let      order          = listed(x.triples)
           digit          = { u -> i | i -> u in listed(x.T) }
           r              = 32 + |x.T|
           at1((a, _, _)) = a
           at2((_, b, _)) = b
           at3((_, _, c)) = c
           lead1(t)       = first s in order: at1(s) = at1(t)
           lead2(t)       = first s in order: at2(s) = at2(t)
           lead3(t)       = first s in order: at3(s) = at3(t)
           possible       = every u in x.T:
                              (some (a, _, _) in x.triples: a = u)
                              and (some (_, b, _) in x.triples: b = u)
                              and (some (_, _, c) in x.triples: c = u)
  target   item  = if not possible then { even(j) | j in 1 .. 8 }
                   else { whole(t) | t in x.triples }
                        + { one(t) | t in x.triples }
                        + { two(t) | t in x.triples }
                        + { three(t) | t in x.triples }
           size  = if not possible then { even(j) -> if j <= 3 then 6 else 4 | j in 1 .. 8 }
                   else { whole(t) -> 10 * r^4 - digit[at3(t)] * r^3 - digit[at2(t)] * r^2 - digit[at1(t)] * r + 8
                        | t in x.triples }
                        with { one(t) -> (if lead1(t) = t then 10 else 11) * r^4 + digit[at1(t)] * r + 1
                             | t in x.triples }
                        with { two(t) -> (if lead2(t) = t then 10 else 11) * r^4 + digit[at2(t)] * r^2 + 2
                             | t in x.triples }
                        with { three(t) -> (if lead3(t) = t then 10 else 8) * r^4 + digit[at3(t)] * r^3 + 4
                             | t in x.triples }
           bound = if not possible then 19 else 40 * r^4 + 15
  forward  M -> number = { t -> i + 1 | i -> t in order }
                swap1(t) = if t in M then lead1(t) else if t = lead1(t) then (the s in M: at1(s) = at1(t)) else t
                swap2(t) = if t in M then lead2(t) else if t = lead2(t) then (the s in M: at2(s) = at2(t)) else t
                swap3(t) = if t in M then lead3(t) else if t = lead3(t) then (the s in M: at3(s) = at3(t)) else t
                bin = { whole(t) -> number[t] | t in x.triples }
                      with { one(t) -> number[swap1(t)] | t in x.triples }
                      with { two(t) -> number[swap2(t)] | t in x.triples }
                      with { three(t) -> number[swap3(t)] | t in x.triples }
  backward bin -> M = { t | t in x.triples where bin[one(t)] = bin[whole(t)] }
