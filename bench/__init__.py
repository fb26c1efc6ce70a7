"""Measuring the reader: the corpus and its annotation, quality, peers, speed."""
