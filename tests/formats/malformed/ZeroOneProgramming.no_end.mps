NAME p
ROWS
 N obj
