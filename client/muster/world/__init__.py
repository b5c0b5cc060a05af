"""E of B = f(P, E): the building as bodies meet it, and how they move in it."""
