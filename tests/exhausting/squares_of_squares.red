# expect: bits in one number
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  let q0 = k + 2
      q1 = q0 * q0
      q2 = q1 * q1
      q3 = q2 * q2
      q4 = q3 * q3
      q5 = q4 * q4
      q6 = q5 * q5
      q7 = q6 * q6
      q8 = q7 * q7
      q9 = q8 * q8
      q10 = q9 * q9
      q11 = q10 * q10
      q12 = q11 * q11
      q13 = q12 * q12
      q14 = q13 * q13
      q15 = q14 * q14
      q16 = q15 * q15
      q17 = q16 * q16
      q18 = q17 * q17
      q19 = q18 * q18
      q20 = q19 * q19
      q21 = q20 * q20
      q22 = q21 * q21
      q23 = q22 * q22
      q24 = q23 * q23
      q25 = q24 * q24
      q26 = q25 * q25
      q27 = q26 * q26
      q28 = q27 * q27
      q29 = q28 * q28
      q30 = q29 * q29
      q31 = q30 * q30
      q32 = q31 * q31
      q33 = q32 * q32
      q34 = q33 * q33
      q35 = q34 * q34
      q36 = q35 * q35
      q37 = q36 * q36
      q38 = q37 * q37
      q39 = q38 * q38
  witness  S : subset of A
  accepts  q39 >= 1
