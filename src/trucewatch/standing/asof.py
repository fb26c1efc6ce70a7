"""What had been by a day, what lay ahead of it, and what cannot be placed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View

Placed = Literal["by_then", "ahead", "open"]


def day_asked(view: View, as_of: date | None = None) -> date | None:
    """The day a board is about: the one given, else the view's, else the last day of publication in the view."""
    if as_of or view.as_of:
        return as_of or view.as_of
    return max((r.published for r in view.reports() if r.published), default=None)


def placed(statement: AnyStatement, as_of: date | None) -> Placed:
    """Where the matter of a statement lies, seen from a day.

    Returns:
        by_then: it was by that day (or neither its date nor that day is known).
        ahead: it carries a date after that day.
        open: it may lie on either side (undated, and published later; or a month around that day).
    """
    dating = statement.dating
    if dating is None or as_of is None or dating.interval.last <= as_of:
        return "by_then"
    return "ahead" if dating.interval.first is not None and dating.interval.first > as_of else "open"


def said_by(statement: AnyStatement, as_of: date | None) -> bool:
    """Was it published by that day? True where either day is unknown."""
    return as_of is None or statement.published is None or statement.published <= as_of


def recency(day: date | None) -> date:
    """Sort key under which what has no day counts as older than all that has one."""
    return day or date.min
