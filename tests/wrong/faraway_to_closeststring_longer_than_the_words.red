# expect: refuted backward
# because: No word is farther away than it is long, and each is near to its own opposite.
# instance: {"word": [[]], "distance": 1}
# witness of the target: []
# within: n = 0, m = 1, b = 1
problem ClosestString "A string within a distance of each word"
  instance word     : seq of seq of bool
           distance : nat
  valid    every v in word, w in word: |v| = |w|
  measures n = max(|w| | w in word), m = |word|, b = bits(distance)
  witness  string : sequence of max(|w| | w in word) of bool
  accepts  every w in word: (count i in positions(w): w[i] != string[i]) <= distance

problem FarAway "A string at least at a distance from each word"
  instance word     : seq of seq of bool
           distance : nat
  valid    every v in word, w in word: |v| = |w|
  measures n = max(|w| | w in word), m = |word|, b = bits(distance)
  witness  string : sequence of max(|w| | w in word) of bool
  accepts  every w in word: (count i in positions(w): w[i] != string[i]) >= distance

reduction FarAway -> ClosestString
  given    x
  let      length = max(|w| | w in x.word)
  target   word     = [ [ not b | b in w ] | w in x.word ]
           distance = max(length - x.distance, 0)
  forward  s -> string = s
  backward s -> string = s
