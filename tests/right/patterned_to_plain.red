# expect: holds
# because: Patterns and empty literals say the same as the conditions that are written out.
# within: n = 1, m = 1, b = 1, t = 1
# slow: n = 1, m = 2, b = 1, t = 2
type box over X = empty or full(X) or marked(X, bool)

problem Patterned "Conditions written with patterns"
  instance V : set of labels
           s : seq of (nat, int)
           c : seq of box over V
  measures n = |V|
           m = |s|
           b = max(max(bits(x), bits(y)) | (x, y) in s)
           t = |c|
  witness  S : subset of V
           j : one of {0, 1}
  let      (xs, ys)     = fold (a, b) = ([], []) over (x, y) in s: (a ++ [x], b ++ [y])
           (last, met)  = fold (_, f) = (empty, {}) over g in c: (g, f with (case g of full(v): { v -> 1 }; else: {}))
           weight(e, k) = case (e, k) of
                            (marked(_, false), _): 1;
                            (marked(v, _), 0): (if v in S then 0 else 2);
                            (full(v), 1): 3;
                            (empty, l): l + 4;
                            else: 5
           signs        = { x | (x, -1) in s }
           up           = fold v = [] over x in xs: if |v| > 0 and v[|v| - 1] > x then v else v ++ [x]
  accepts  every 0 -> (x, 1) in s: x <= |S|
           j in signs implies |S| = 0
           sum(weight(e, j) | e in c) <= 5
           met = {} or |S| > 0
           case last of full(v): v in S; marked(v, true): v not in S; else: true
           up = [] or j = up[|up| - 1]
           every p in s, (x, y) = p where x = 1: y != 0
           every q in { r | 1 -> r in xs }: q in ys

problem Plain "The same conditions, written out"
  instance V : set of labels
           s : seq of (nat, int)
           c : seq of box over V
  measures n = |V|
           m = |s|
           b = max(max(bits(x), bits(y)) | (x, y) in s)
           t = |c|
  witness  S : subset of V
           j : one of {0, 1}
  let      worth(e) = case e of
                        empty: j + 4;
                        full(_): (if j = 1 then 3 else 5);
                        marked(v, w): (if not w then 1 else if j = 1 then 5 else if v in S then 0 else 2)
           highest  = max(x | (x, _) in s)
  accepts  every i -> (x, y) in s: i = 0 and y = 1 implies x <= |S|
           every (x, y) in s: y = -1 and x = j implies |S| = 0
           sum(worth(e) | e in c) <= 5
           (some full(_) in c: true) implies |S| > 0
           every i -> e in c where i = |c| - 1:
             case e of empty: true; full(v): v in S; marked(v, w): w implies v not in S
           |s| > 0 implies j = highest
           every (x, y) in s: x = 1 implies y != 0
           every i -> (x, _) in s where i = 1: some (_, w) in s: w = x

reduction Patterned -> Plain
  given    x
  target   V = x.V
           s = x.s
           c = x.c
  forward  (S, j) -> S = S
                     j = j
  backward w -> (S, j) = (w.S, w.j)
  claims   parsimonious
