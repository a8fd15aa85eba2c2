# expect: holds
# because: A word is far from another one of its length exactly if it is near to the opposite of that.
# within: n = 2, m = 2, b = 2
# slow: n = 3, m = 2, b = 2
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
  let      length    = max(|w| | w in x.word)
           reachable = x.distance <= length or |x.word| = 0
  target   word     = if reachable then [ [ not b | b in w ] | w in x.word ] else [[true], [false]]
           distance = if reachable then max(length - x.distance, 0) else 0
  forward  s -> string = s
  backward s -> string = if reachable then s else []
