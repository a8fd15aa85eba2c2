"""Text to core: layout, parsing, resolving, typing, mistakes, format."""
