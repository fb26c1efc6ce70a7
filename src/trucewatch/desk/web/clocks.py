"""The clocks of a page: the day it is about, what was known by which day, and the steps by which both are moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from trucewatch.desk.web.asking import OWN, Asked, address
from trucewatch.desk.web.opened import Desk


@dataclass(frozen=True)
class Clocks:
    """The clocks of a page.

    Attributes:
        day: the day it is about, None where no report is dated.
        days: the steps of the slider.
        before, after: the neighbouring steps, None at either end.
        others: the page's own parameters, kept while the clocks are moved.
    """

    day: date | None
    days: tuple[date, ...]
    before: str | None
    after: str | None
    others: tuple[tuple[str, str], ...]


def clocks_of(desk: Desk, asked: Asked, request: Request) -> Clocks:
    """The clocks of a page about one process."""
    day, days = desk.day_asked(asked), desk.days(asked)
    others = tuple((key, value) for key, value in request.query_params.items() if key not in OWN)

    def at(index: int) -> str | None:
        if not 0 <= index < len(days):
            return None
        return address(request.url.path, asked, **{**dict(others), "as_of": days[index]})

    if day is None:
        return Clocks(None, days, None, None, others)
    return Clocks(day, days, at(bisect_left(days, day) - 1), at(bisect_right(days, day)), others)
