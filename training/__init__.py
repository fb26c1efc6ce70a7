"""Training of the learned reader: rows to train on, the network, its export. Not shipped; torch is needed here only."""
