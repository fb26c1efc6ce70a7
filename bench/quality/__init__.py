"""How well a reading reads: sets, measures, the table, and the gate."""
