# expect: 2:27 a record field is given with `:=`
define f(x) = { a := 1, b = 2 }
