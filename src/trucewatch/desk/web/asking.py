"""What a page is asked about: a process and two clocks. They stand in its address, so that it can be asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from trucewatch.errors import TrucewatchError

OWN = frozenset({"process", "as_of", "known_on"})
"""The parameters that say what a page is about; all others are the page's own."""

FIRST_YEAR, LAST_YEAR = 1800, 2999
"""The years that are answered for: far enough from the ends of the calendar that days can be reckoned with."""


class AskedError(TrucewatchError):
    """An address asks for what cannot be: it is answered with 400 and the sentence."""


class UndecidedError(TrucewatchError):
    """A page about one process was asked for, and the record holds several."""


@dataclass(frozen=True)
class Asked:
    """What a page is about.

    Attributes:
        process: name of the process; "" reports filed under none; None: the whole record.
        as_of: the day in the world; None: the last day of publication.
        known_on: only what had been published by this day; None: everything.
    """

    process: str | None = None
    as_of: date | None = None
    known_on: date | None = None

    def query(self) -> dict[str, str]:
        """The same as the parameters of an address; what has no bound is left out."""
        days = {"as_of": self.as_of, "known_on": self.known_on}
        given = {} if self.process is None else {"process": self.process}
        return {**given, **{name: day.isoformat() for name, day in days.items() if day is not None}}

    def at_any_time(self) -> Asked:
        """The same process without clocks."""
        return replace(self, as_of=None, known_on=None)


def day_of(value: str | None, name: str) -> date | None:
    """The day that a parameter names; None where it is not there or empty.

    Raises:
        AskedError: it names none.
    """
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise AskedError(
            f"the address asks for {name}={value!r}, which is no day", expected="a day such as 2031-04-02"
        ) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise AskedError(f"the address asks for {name}={value}", expected=f"a day from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def address(path: str, asked: Asked, /, **changes: object) -> str:
    """The address of a page, with what it is asked about.

    Args:
        path: such as "board", "report/0123456789ab" or "board/due.csv".
        asked: process and clocks.
        changes: other parameters, and other values of process, as_of, known_on; None leaves one out.
    """
    if OWN.isdisjoint(changes):
        own = _query_of(asked)  # a page has hundreds of addresses, nearly all about the same
    else:
        changes = {**asked.query(), **changes}
        own = ""
    held = {name: _text(value) for name, value in changes.items() if value is not None}
    query = "&".join(part for part in (own, urlencode(held) if held else "") if part)
    return "/" + quote(path.lstrip("/")) + (f"?{query}" if query else "")


@lru_cache(maxsize=64)
def _query_of(asked: Asked) -> str:
    return urlencode(asked.query())


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
