"""Quantity accounts: what each voice says has been delivered of what is owed, never added up across voices.

A number told with a day of its own is a delivery of that day; a number without one is a total up to its publication.
What was delivered is then the greater of two: all dated deliveries together, or the latest total with the deliveries
dated after it. Corrections of one day's number replace it: of one day and voice the last published counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from trucewatch.agreements.terms import TermsObligation
from trucewatch.standing.duty_events import DutyEvent
from trucewatch.vocabulary.dates import add_duration

Category = str | None
Number = int | float
Owed = Mapping[Category, tuple[Number, ...]]
"""How many are owed, by category; several numbers where the readings of the terms differ."""


class Account:
    """What one voice has told of one obligation, in one category."""

    __slots__ = ("_days", "_since", "_together", "_total", "_total_on")

    def __init__(self) -> None:
        self._days: dict[date | None, tuple[date, Number]] = {}
        self._together: Number = 0
        self._since: Number = 0
        self._total: Number = 0
        self._total_on: date = date.min

    def add(self, event: DutyEvent) -> None:
        """Enter an event that has a number; events come in the order of the fold."""
        if event.number is None:
            return
        published = event.published or date.min
        if not event.dated:
            if published >= self._total_on:
                self._total, self._total_on = event.number, published
                self._since = sum(n for day, (_, n) in self._days.items() if day is not None and day > published)
            return
        before = self._days.get(event.day)
        if before is None or published >= before[0]:
            self._days[event.day] = (published, event.number)
            more = event.number - (before[1] if before else 0)
            self._together += more
            if event.day is not None and event.day > self._total_on:
                self._since += more

    @property
    def delivered(self) -> Number:
        """How many were delivered by what this voice says."""
        return _whole(max(self._together, self._total + self._since if self._total else 0))


def owed_by(obligation: TermsObligation, start: date | None, end: date | None) -> Owed:
    """How many are owed by a day, by category; several numbers where sources of the terms differ.

    Args:
        obligation: whose quantities.
        start: first day of a recurring duty; None: not yet begun.
        end: the day asked about, or the duty's last day where that is earlier.

    Returns:
        Only quantities with a number; a recurring one counts the periods begun from start to end.
    """
    found: dict[Category, list[Number]] = {}
    for owed in obligation.owed:
        number = owed.quantity.number
        if number is None:
            continue
        if owed.per is not None:
            number = number * periods_begun(start, end, owed.per)
        # Equal numbers stay two readings: those of two lengths of a period are equal only at first.
        found.setdefault(owed.category, []).append(_whole(number))
    return {category: tuple(numbers) for category, numbers in found.items()}


def periods_begun(start: date | None, end: date | None, per: str) -> int:
    """How many periods of a length have begun from `start` to `end`, both counted; 0 where either is unknown."""
    if start is None or end is None or end < start:
        return 0
    after = add_duration(start, per)
    if after is None or after <= start:
        return 0
    if per.endswith(("D", "W")):
        return (end - start).days // (after - start).days + 1
    count, begin = 1, after
    while begin <= end:
        count += 1
        # Months are counted from the first day anew: the 31st is not lost on the way through February.
        following = add_duration(start, _times(per, count))
        if following is None:
            break
        begin = following
    return count


def readings_of(owed: Owed) -> Sequence[Owed]:
    """What is owed by each reading of the terms, one at least; a category that all tell alike is in each."""
    number = max((len(numbers) for numbers in owed.values()), default=1)
    if number == 1:
        return (owed,)
    return [{c: (numbers[min(i, len(numbers) - 1)],) for c, numbers in owed.items()} for i in range(number)]


def _times(per: str, count: int) -> str:
    return "P" + "".join(
        f"{int(part[:-1]) * count}{part[-1]}" for part in per[1:].replace("Y", "Y ").replace("M", "M ").split()
    )


def _whole(number: Number) -> Number:
    return int(number) if isinstance(number, float) and number.is_integer() else number
