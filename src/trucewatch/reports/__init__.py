"""A report comes in: plain text, web pages, JSON Lines, folders of these, and a CSV of what is known of them.

`intake.intake` is the one entrance; nothing in this package uses the network.
"""
