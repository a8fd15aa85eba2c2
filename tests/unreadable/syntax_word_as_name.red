# expect: 3:8 `first` is a word of the language
# fix: choose another name
define first = 1
