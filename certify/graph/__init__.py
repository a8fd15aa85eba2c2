"""The network of problems and reductions: routes through it, and chains."""
