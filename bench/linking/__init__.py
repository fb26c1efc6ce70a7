"""How well actors, proposals and agreements are linked across reports, and how fast."""
