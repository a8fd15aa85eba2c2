"""From text to the core form: layout, parsing, name resolution, typing, messages, and the formatter."""
