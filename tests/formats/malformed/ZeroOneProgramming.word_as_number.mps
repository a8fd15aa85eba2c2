NAME p
ROWS
 N obj
 G a
COLUMNS
 x a one
ENDATA
