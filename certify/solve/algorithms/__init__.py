"""Hand-written solvers, for problems where an algorithm is faster than search.

Each registers itself for a problem of the library, by its name.  Nothing else in certify depends on the name of a problem.  A
module here holds the algorithms of one kind of problem.
"""
