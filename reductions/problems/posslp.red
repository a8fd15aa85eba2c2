type operation = plus or minus or times

problem PosSLP "Positivity of a straight-line program"
  cites    AllenderBurgisserKjeldgaardMiltersen2009
  instance steps : seq of { op : operation, left : nat, right : nat }
  valid    every i -> s in steps: s.left <= i and s.right <= i
  measures n = |steps|  # left and right are at most n: their bits are covered
  witness  none
  let      values = fold v = [1] over s in steps:
                      v
                      ++ [case s.op of
                            plus: v[s.left] + v[s.right];
                            minus: v[s.left] - v[s.right];
                            times: v[s.left] * v[s.right]]
  accepts  values[|steps|] > 0
