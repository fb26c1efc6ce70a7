"""Cells: every text on the board carries the statements and passages it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Cell:
    """One text of the board with what stands behind it.

    Attributes:
        text: what is shown.
        statements: ids of the statements it came from.
        places: report and passage of each sentence it came from; never empty where a statement has a passage.
    """

    text: str
    statements: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Stated:
    """One thing as one report states it.

    Attributes:
        text: the words shown.
        value: its value (ISO 8601 day or duration, stance, state code), None where it has none.
        speaker: who says so inside the report; None: the report itself.
        outlet: who published the report (or how the report is known where no outlet was declared).
        day: the day it speaks for, at the latest: its own date, else the day of publication; None: neither is known.
        cell: the same text with its statement and passages.
    """

    text: str
    value: str | None
    speaker: str | None
    outlet: str
    day: date | None
    cell: Cell

    @property
    def voice(self) -> str:
        """Speaker and outlet in words, for the column "who says so"."""
        return f"{self.speaker}, in {self.outlet}" if self.speaker else f"{self.outlet} (the report itself)"


def cell_of(text: str, statements: Iterable[AnyStatement], passages: tuple[Passage, ...] | None = None) -> Cell:
    """A cell over statements.

    Args:
        text: what is shown.
        statements: what it came from, each once in the cell.
        passages: narrower passages, where only a part of the one statement's passages is meant.
    """
    held = tuple(dict.fromkeys(statements))
    places = dict.fromkeys(
        Place(s.report_id, p) for s in held for p in (passages if passages is not None else s.content.passages)
    )
    return Cell(text, tuple(dict.fromkeys(s.id for s in held)), tuple(places))


def merged(text: str, cells: Iterable[Cell]) -> Cell:
    """One cell over all that stands behind several."""
    held = tuple(cells)
    return Cell(
        text,
        tuple(dict.fromkeys(i for c in held for i in c.statements)),
        tuple(dict.fromkeys(p for c in held for p in c.places)),
    )


def long_date(day: date) -> str:
    """A day in words: "1 March 2025"."""
    return f"{day.day} {day:%B} {day.year}"


def date_words(value: str) -> str:
    """An ISO 8601 value in words, as precise as it is: "1 March 2025", "March 2025", "the week of 3 March 2025"."""
    interval = interval_of(value)
    if interval is None or interval.first is None:
        return value
    if interval.is_day:
        return long_date(interval.last)
    if "/" in value:
        return " to ".join(date_words(part) for part in value.split("/", 1))
    if "W" in value:
        return f"the week of {long_date(interval.first)}"
    return f"{interval.last:%B} {interval.last.year}" if interval.first.month == interval.last.month else value


def days_apart(day: date, as_of: date) -> str:
    """How far a day lies from the day that is asked about: "in 3 days", "today", "2 days ago"."""
    distance = (day - as_of).days
    if distance == 0:
        return "today"
    unit = "day" if abs(distance) == 1 else "days"
    return f"in {distance} {unit}" if distance > 0 else f"{-distance} {unit} ago"


def as_json(value: object) -> object:
    """A board, cell or any value in it as plain JSON types; dates as ISO 8601 strings."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    return value
