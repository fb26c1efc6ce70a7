"""A report comes in: plain text, web pages, JSON Lines, folders of these, and a CSV of what is known of them.

`intake.intake` is the one entrance. Only `fetch` uses the network, when it is asked to.
"""
