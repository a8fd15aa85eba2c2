# expect: 3:15 found `to`, expected `->`
# fix: reduction A -> B
reduction SAT to ThreeSAT
