"""Trucewatch reads reports about a ceasefire or peace process and keeps a sourced, time-aware record of it.

The public names are in `trucewatch.api`; importing this package loads nothing else.
"""

__version__ = "0.1.0"
