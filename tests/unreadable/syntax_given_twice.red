# expect: 4:12 one item only
reduction A -> B
  given    x
           y
