"""Linking: which actors, proposals and agreements of different reports are one, with the grounds for it.

A pure fold over a view and the judgements of people; nothing that is derived here is stored.
"""
