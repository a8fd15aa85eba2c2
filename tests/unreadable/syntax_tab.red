# expect: 4:1 a tab
# fix: blanks
problem P
	instance G : graph
