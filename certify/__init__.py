"""certify: a reduction-graph certification system."""
