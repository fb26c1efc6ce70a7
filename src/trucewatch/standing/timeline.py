"""The timeline: statements that carry a date of their own, in the one order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trucewatch.standing.cell import Cell, cell_of, date_words
from trucewatch.standing.describe import describe
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.dates import Interval, interval_of
from trucewatch.vocabulary.kinds import Agreement, Obligation, OtherAgreement, Position, Talks, Violation
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View, whatever_the_day


@dataclass(frozen=True)
class TimelineEntry:
    """One dated line.

    Attributes:
        process: the process it belongs to.
        day: the date as stated (ISO 8601, of any precision).
        kind: kind of the statement; for an agreement with the date's name ("agreement: start").
        ahead: it lies after the day asked about.
        computed: the date was computed by the reading, not stated.
        cell: the line, with every report that states it.
    """

    process: str
    day: str
    kind: str
    ahead: bool
    computed: bool
    cell: Cell


def dated(statement: AnyStatement) -> tuple[tuple[str, str, bool], ...]:
    """The dates a statement carries itself: (what of it, ISO value, computed by the reading)."""
    content = statement.content
    out: list[tuple[str, str | None, bool]] = []
    if isinstance(content, Agreement):
        out = [
            ("announced", content.announced, False),
            ("signed", content.signed, False),
            ("start", content.start, False),
            ("expiry", content.expiry, content.computed),
        ]
    elif isinstance(content, Obligation):
        out = [("", content.date, False), ("deadline", content.deadline, False)]
    elif isinstance(content, Position | Talks | Violation):
        out = [("", content.date, False)]
    return tuple((name, value, computed) for name, value, computed in out if value and interval_of(value))


def timeline(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[TimelineEntry, ...]:
    """Every dated statement of the view, earliest end first; the same line of several reports stands once.

    Args:
        view: what is known.
        as_of: the day asked about; later lines are marked as ahead.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or whatever_the_day(view, Voices)
    lines = whatever_the_day(view, lambda whole: _lines(whole, heard), _lines)
    return tuple(replace(line, ahead=True) if _is_ahead(line.day, as_of) else line for line in lines)


def _lines(view: View, voices: Voices) -> tuple[TimelineEntry, ...]:
    """The lines in their order, none of them marked as ahead."""
    lines: dict[tuple[str, str, str, bool, str], list[AnyStatement]] = {}
    for statement in view.statements():
        if not isinstance(statement.content, Agreement | OtherAgreement | Obligation | Position | Talks | Violation):
            continue
        for name, value, computed in dated(statement):
            kind = f"{statement.content.KIND}: {name}" if name else statement.content.KIND
            key = (voices.process(statement.report_id), value, kind, computed, describe(statement.content))
            lines.setdefault(key, []).append(statement)
    entries = [
        TimelineEntry(
            process, value, kind, ahead=False, computed=computed, cell=cell_of(f"{date_words(value)}: {text}", held)
        )
        for (process, value, kind, computed, text), held in lines.items()
    ]
    return tuple(sorted(entries, key=lambda entry: _span(entry.day).last))


def _span(value: str) -> Interval:
    return interval_of(value) or Interval(date.max)


def _is_ahead(value: str, as_of: date | None) -> bool:
    span = _span(value)
    return as_of is not None and (span.first or span.last) > as_of
