# expect: 2:9 is declared in terms of itself
problem Loop restricts Loop where true
