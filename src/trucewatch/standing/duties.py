"""The fold of one obligation: its performance as reported, its claims and its accounts, event by event.

Force is not decided here: it follows from the terms, the calendar and powers (`under_terms`). Nothing here says that a
duty was violated: claims are counted as claims, by what was said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from trucewatch.agreements.terms import TermsObligation
from trucewatch.standing.accounts import Account, Category, Number, Owed, readings_of
from trucewatch.standing.duty_events import DutyEvent, EventSort
from trucewatch.standing.transitions import PERFORMANCE, Performance, PerformanceEvent

WasBound = Callable[[date | None, date | None], bool]
_AS_REPORTED: Mapping[EventSort, PerformanceEvent] = {"halted": "reported_halted", "open": "reported_open"}
_AGAINST: frozenset[EventSort] = frozenset({"open", "halted", "alleged", "found"})


@dataclass
class DutyFold:
    """What has been said of one obligation up to a day; `add` events in their order, then read.

    Attributes:
        performance: as reported, before lateness is looked at.
        before_halt: the performance that a halt interrupted.
        done_on: the day on which it was reported done in full, at the latest.
        done_dated: was that day told, or is it only that of the report? `done_hour` is the hour, where told.
        claims: events of claims by sort.
        unmoved: events that found no row in the table.
    """

    obligation: TermsObligation
    performance: Performance = "none"
    before_halt: Performance = "none"
    done_on: date | None = None
    done_dated: bool = False
    done_hour: datetime | None = None
    events: list[DutyEvent] = field(default_factory=list)
    claims: dict[EventSort, list[DutyEvent]] = field(default_factory=lambda: defaultdict(list))
    unmoved: list[DutyEvent] = field(default_factory=list)
    accounts: dict[str, dict[Category, Account]] = field(default_factory=dict)
    _last: dict[str, DutyEvent] = field(default_factory=dict)
    _done: dict[str, tuple[DutyEvent, bool]] = field(default_factory=dict)
    _counted: dict[EventSort, tuple[object, int, int]] = field(default_factory=dict)
    last_reported: date | None = None

    def add(self, event: DutyEvent, owed: Owed) -> None:
        """Take one event in; `owed` is what the terms owe up to its day."""
        self.events.append(event)
        if event.published and (self.last_reported is None or event.published > self.last_reported):
            self.last_reported = event.published
        if event.sort == "denied":
            self.claims["denied"].append(event)
            return
        self._last[event.voice] = event
        if event.sort in ("alleged", "found"):
            self.claims[event.sort].append(event)
            return
        told = _AS_REPORTED.get(event.sort) or self._done_as(event, owed)
        if event.sort == "done":
            self._done.pop(event.voice, None)  # so that the newest stands last
            self._done[event.voice] = (event, told == "reported_full")
        self._perform(event, told)

    def _perform(self, event: DutyEvent, told: PerformanceEvent) -> None:
        table = PERFORMANCE[self.obligation.duty]
        if not table:
            return
        after = table.get((self.performance, told))
        if after is None:
            self.unmoved.append(event)
            return
        if after == "halted" and self.performance != "halted":
            self.before_halt = self.performance
        if after == "full" and self.performance != "full":
            self.done_on, self.done_dated, self.done_hour = event.day, event.dated, event.hour
        self.performance = after

    def _done_as(self, event: DutyEvent, owed: Owed) -> PerformanceEvent:
        """Was all of it done, by what this voice says? What owes a number is done when the number is reached."""
        if event.number is not None:
            held = self.accounts.setdefault(event.voice, {})
            held.setdefault(event.category, Account()).add(event)
        if not self.obligation.owed or event.entire:
            return "reported_full"
        return "reported_full" if event.number is not None and self._reached(event.voice, owed) else "reported_partial"

    def reached_by_any(self, owed: Owed) -> bool:
        """Does any voice tell of all that is owed?"""
        return any(self._reached(voice, owed) for voice in self.accounts)

    def _reached(self, voice: str, owed: Owed) -> bool:
        """Has every category that is owed been delivered, by this voice? Of several numbers the greatest counts."""
        held = self.accounts[voice]
        if not owed:
            return False
        return all(category in held and held[category].delivered >= max(numbers) for category, numbers in owed.items())

    @property
    def contested(self) -> bool:
        """Does a voice say done, the last to do so, and another's last word, then or later, that it is not?

        A halt contests only what was said to be done in full: a part may have been done before it.
        """
        against = [e for e in self._last.values() if e.sort in _AGAINST]
        if not against:
            return False
        # What was said of earlier days is settled by the newest that its voice has not taken back.
        newest, full = next((d for d in reversed(self._done.values()) if self._last[d[0].voice] is d[0]), (None, False))
        if newest is None:
            return False
        day = newest.day or date.min
        return any(
            e.voice != newest.voice and (e.day or date.min) >= day and (full or e.sort != "halted") for e in against
        )

    def counted_claims(self, sort: EventSort, was_bound: WasBound, until: date | None) -> int:
        """How many claims of a sort are for days on which the duty was in force.

        Claims only come in, so that those counted before under the same times are not counted again.

        Args:
            sort: which claims.
            was_bound: was the duty in force on a day, `until` a last one?
            until: see there.
        """
        held = self.claims.get(sort)
        if not held:
            return 0
        under, seen, number = self._counted.get(sort, (None, 0, 0))
        if under != (was_bound, until):
            seen = number = 0
        number += sum(1 for event in held[seen:] if was_bound(event.day, until))
        self._counted[sort] = ((was_bound, until), len(held), number)
        return number

    def delivered(self) -> dict[str, dict[Category, Number]]:
        """By voice and category, voices in the order of their names."""
        return {
            voice: {category: account.delivered for category, account in held.items()}
            for voice, held in sorted(self.accounts.items())
        }

    def progress(self, performed: Performance, owed: Owed) -> int:
        """How far it has come, 0 to 3, in the manner of PAM; by the voice that tells of most.

        Args:
            performed: how it was performed by the day asked about; of a recurring duty not always as folded.
            owed: what is owed by that day.
        """
        if performed == "full":
            return 3
        if performed == "none" or (performed == "halted" and self.before_halt == "none"):
            return 0
        if performed == "halted" and self.before_halt == "full":
            return 2
        return 2 if self._share(owed) >= _HALF else 1

    def _share(self, owed: Owed) -> float:
        """The greatest share of what is owed that any voice tells of; 0 where it is unknown."""
        total = sum(max(numbers) for numbers in owed.values())
        told = (sum(a.delivered for a in held.values()) for held in self.accounts.values())
        return max(told, default=0) / total if total else 0.0


_HALF = 0.5


def folded(
    obligation: TermsObligation, events: Iterable[DutyEvent], owed: Callable[[date | None], Owed]
) -> tuple[DutyFold, ...]:
    """The folds over events in their order, one for each reading of what is owed up to a day."""
    folds = tuple(DutyFold(obligation) for _ in readings_of(owed(None)))
    for event in events:
        enter(folds, event, owed)
    return folds


def enter(folds: Sequence[DutyFold], event: DutyEvent, owed: Callable[[date | None], Owed]) -> None:
    """Take one event into the folds of an obligation, each by its reading of what is owed."""
    if len(folds) == 1:
        folds[0].add(event, owed(event.day))
        return
    for fold, reading in zip(folds, readings_of(owed(event.day)), strict=True):
        fold.add(event, reading)
