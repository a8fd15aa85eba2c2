"""The meaning of a text on all instances of a size at once, as Boolean circuits."""
