"""The network of problems and reductions: routes, chains, and what follows along them."""
