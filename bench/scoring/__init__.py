"""Scores readings, events and attributions against annotated ones."""
