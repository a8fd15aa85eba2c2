# hides: define opposite, another
# hides: define variable, the same
# hides: type literal, another
define opposite(l) = l
define variable(l) = case l of  positive(x): x;  negative(x): x  # as in the library
type literal = yes or no
