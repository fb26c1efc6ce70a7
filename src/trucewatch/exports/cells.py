"""Values as the cells of spreadsheets: text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from datetime import date

from trucewatch.exports.tables import Value

# What a spreadsheet takes for the beginning of a formula or a command, in plain and in full-width form.
_BEGINS = frozenset("=+-@\t\r\n＝＋－＠")
# What neither XML nor UTF-8 can hold: control characters, and halves of characters.
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BETWEEN = "; "
"""Between the texts of a list."""


def cell_text(text: str) -> str:
    """A text that is text in every spreadsheet: an apostrophe stands before one that would be a formula.

    What a file cannot hold becomes the replacement character.
    """
    left = _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{left}" if left[:1] in _BEGINS else left


def text_of(value: Value) -> str:
    """A value as the text of a cell: days as ISO 8601, yes and no as true and false, "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)  # a number below zero is a number, and no formula
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return cell_text(BETWEEN.join(value))
    return cell_text(value)
