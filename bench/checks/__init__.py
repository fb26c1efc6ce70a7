"""How well the checks find what does not add up, and how fast they are."""
