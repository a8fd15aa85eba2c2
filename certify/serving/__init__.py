"""The verbs as tools of other programs."""
