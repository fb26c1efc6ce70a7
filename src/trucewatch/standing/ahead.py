"""What is ahead: dates that fall in the next 72 hours and 14 days, stated or computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trucewatch.standing.cell import Cell, days_apart, long_date, merged
from trucewatch.standing.obligations import ObligationStanding
from trucewatch.standing.phases import AgreementStanding
from trucewatch.standing.talks import TalksStanding
from trucewatch.vocabulary.dates import day_of

Within = Literal["72 hours", "14 days"]
What = Literal["start", "expiry", "computed expiry", "obligation", "talks"]
SOON, LATER = 3, 14  # days: 72 hours are counted as three days, for most dates carry no hour


@dataclass(frozen=True)
class Upcoming:
    """One date ahead.

    Attributes:
        process: the process it belongs to.
        day: the day.
        within: 72 hours (to the third day), else 14 days.
        what: what falls on it.
        cell: the line with all that stands behind it.
    """

    process: str
    day: date
    within: Within
    what: What
    cell: Cell


def upcoming(
    agreements: tuple[AgreementStanding, ...],
    obligations: tuple[ObligationStanding, ...],
    talks: tuple[TalksStanding, ...],
    as_of: date | None,
) -> tuple[Upcoming, ...]:
    """Starts, last days, deadlines and talks from the day asked about to 14 days on, by day.

    Deadlines of what was already reported done, and talks held or called off, are left out.
    """
    if as_of is None:
        return ()
    found: dict[tuple[str, date, What, str], list[Cell]] = {}
    for process, day, what, text, cell in (*_periods(agreements), *_duties(obligations), *_meetings(talks)):
        if 0 <= (day - as_of).days <= LATER:
            found.setdefault((process, day, what, text), []).append(cell)
    rows = [
        Upcoming(
            process,
            day,
            "72 hours" if (day - as_of).days <= SOON else "14 days",
            what,
            merged(f"{long_date(day)} ({days_apart(day, as_of)}): {text}", cells),
        )
        for (process, day, what, text), cells in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.day, row.process, row.what, row.cell.text)))


_Row = tuple[str, date, What, str, Cell]


def _periods(agreements: tuple[AgreementStanding, ...]) -> Iterator[_Row]:
    for agreement in agreements:
        for phase in agreement.phases:
            name = f"{agreement.title}, {phase.name}" if phase.ordinal else agreement.title
            for start in phase.starts:
                if (day := day_of(start.value)) is not None:
                    yield agreement.process, day, "start", f"{name}: stated start", start.cell
            for expiry in phase.expiries:
                if (day := day_of(expiry.value)) is not None:
                    yield agreement.process, day, "expiry", f"{name}: stated last day", expiry.cell
            for computed in phase.computed:
                text = f"{name}: last day {computed.cell.text}"
                yield agreement.process, computed.period.inclusive, "computed expiry", text, computed.cell


def _duties(obligations: tuple[ObligationStanding, ...]) -> Iterator[_Row]:
    for duty in obligations:
        if any(p.value == "done" for p in duty.performance):
            continue
        who = duty.bearer or "bearer not stated"
        deed = (duty.subtype or duty.action).replace("_", " ")
        for due in duty.due:
            if (day := day_of(due.value)) is not None:
                yield duty.process, day, "obligation", f"{who}: {deed} ({duty.object.text}), {due.text}", due.cell


def _meetings(talks: tuple[TalksStanding, ...]) -> Iterator[_Row]:
    for meeting in talks:
        day = day_of(meeting.day)
        if meeting.stage == "ahead" and day is not None:
            people = ", ".join(meeting.participants)
            yield (
                meeting.process,
                day,
                "talks",
                f"talks, {meeting.title}" + (f": {people}" if people else ""),
                meeting.cell,
            )
