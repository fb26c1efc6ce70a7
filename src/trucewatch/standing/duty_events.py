"""What statements say under the terms: each tied to an obligation, with its day, its voice and its number.

Events carry no verdict. They do not depend on the day that is asked about: the fold (`duties`) takes those that lie on
or before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from trucewatch.agreements.terms import Terms, TermsObligation
from trucewatch.standing.matching import Matcher
from trucewatch.standing.moments import hour_of
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words, word_list
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.kinds import Obligation, ObligationState, Talks, Violation
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import View

EventSort = Literal["done", "open", "halted", "alleged", "denied", "found"]
"""Reported done, still to be done, halted; a breach alleged, denied, or found by a body that may find one."""

_OF_STATE: dict[ObligationState, EventSort] = {
    "done": "done", "pending": "open", "suspended": "halted", "breached": "alleged",
}  # fmt: skip
_CALLED_OFF = ("called_off", "declined", "postponed")
_ALL = re.compile(r"(?<!not )(?<!nearly )(?<!almost )(?<!after )(?<!in )\ball\b", re.IGNORECASE)
_LAST_TIME = re.compile(
    r"\bat last\b|\blast (?:\w+day|week|weekend|month|year|night|spring|summer|autumn|winter|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DutyEvent:
    """One thing said of one obligation.

    Attributes:
        obligation: its id in the terms.
        sort: what is said.
        day: the day it speaks for, at the latest: its own date, else that of publication; None: neither is known.
        hour: the hour it speaks for, where its own date has one.
        dated: does the statement carry a date of its own?
        published: when its report was published.
        voice: who says so: the speaker, else the outlet.
        by: ids of the parties or mechanisms that the voice is, as the terms name them.
        number: how many, None where not told; `category` what kind of them, where the terms keep kinds apart.
        entire: do the words say that this was all of it ("the last", "completed")?
        statement: what it came from.
    """

    obligation: str
    sort: EventSort
    day: date | None
    dated: bool
    published: date | None
    voice: str
    by: frozenset[str]
    statement: AnyStatement
    number: float | None = None
    category: str | None = None
    entire: bool = False
    hour: datetime | None = None

    @property
    def order(self) -> tuple[date, date, str, int, str]:
        """The order in which events are folded: by day, publication, report, place, id; undated ones first."""
        s = self.statement
        return self.day or date.min, self.published or date.min, s.report_id, s.start, s.id


@dataclass(frozen=True)
class DutyEvents:
    """The events of a view under one agreement's terms.

    Attributes:
        by_obligation: events of each obligation in the order of the fold; every obligation of the terms is a key.
        unplaced: statements of duties and violations that fit no obligation, or several alike.
    """

    by_obligation: Mapping[str, Sequence[DutyEvent]]
    unplaced: tuple[AnyStatement, ...] = ()


def duty_events(terms: Terms, view: View, voices: Voices | None = None) -> DutyEvents:
    """Tie the statements of a view to the obligations of the terms.

    Demands and proposals are no events: they create no duty and perform none.
    """
    making = _Making(terms, voices or Voices(view))
    found: dict[str, list[DutyEvent]] = {o.id: [] for o in terms.obligations}
    unplaced: list[AnyStatement] = []
    for statement, events, told in making.all(view):
        for event in events:
            found[event.obligation].append(event)
        if told and not events:
            unplaced.append(statement)
    for held in found.values():
        held.sort(key=lambda e: e.order)
    return DutyEvents({id_: tuple(held) for id_, held in found.items()}, tuple(unplaced))


class _Making:
    """Events of statements, kind by kind."""

    def __init__(self, terms: Terms, voices: Voices) -> None:
        self._matcher, self._voices, self._zone = Matcher(terms), voices, ZoneInfo(terms.zone)
        self._finders = frozenset(m.id for m in terms.mechanisms if m.finds)

    def all(self, view: View) -> Iterator[tuple[AnyStatement, list[DutyEvent], bool]]:
        """Each statement with its events, and whether having none of them should be told."""
        for duty in view.of(Obligation):
            sort = _OF_STATE.get(duty.content.state)
            yield duty, self._of_duty(duty, sort) if sort else [], sort is not None
        for violation in view.of(Violation):
            if violation.content.nature == "breach":
                yield violation, self._of_violation(violation), True
        for talks in view.of(Talks):
            if talks.content.status in ("held", "under way") and talks.content.detail not in _CALLED_OFF:
                yield talks, self._of_talks(talks), False

    def _of_duty(self, statement: Statement[Obligation], sort: EventSort) -> list[DutyEvent]:
        tied = self._matcher.obligation(statement)
        if len(tied) != 1:
            return []
        content, event = statement.content, self._event(statement, tied[0], sort)
        number = content.quantity.number if content.quantity else None
        entire = _is_entire(" ".join(p.text for p in content.evidence))
        return [replace(event, number=number, category=_category(tied[0], statement), entire=entire)]

    def _of_violation(self, statement: Statement[Violation]) -> list[DutyEvent]:
        tied = self._matcher.violation(statement)
        if len(tied) != 1:
            return []
        content = statement.content
        sort: EventSort = "denied" if content.status == "denied" else "alleged"
        return [self._event(statement, tied[0], sort, content.alleged_by)]

    def _of_talks(self, statement: Statement[Talks]) -> list[DutyEvent]:
        tied = self._matcher.talks(statement)
        return [self._event(statement, tied[0], "done")] if len(tied) == 1 else []

    def _event(
        self, statement: AnyStatement, obligation: TermsObligation, sort: EventSort, speaker: str | None = None
    ) -> DutyEvent:
        own = interval_of(getattr(statement.content, "date", None))
        # What is still to be done carries the day it is due, not the day for which it is said.
        dated = own is not None and sort != "open"
        said = speaker or self._voices.speaker(statement.report_id, statement.content.passages)
        by = self._matcher.names.of(said)
        hour = hour_of(getattr(statement.content, "date", None), self._zone) if dated else None
        return DutyEvent(
            obligation.id,
            "found" if sort == "alleged" and by & self._finders else sort,
            own.last if own and dated else statement.published,
            dated,
            statement.published,
            said or self._voices.outlet(statement.report_id),
            by,
            statement,
            hour=hour,
        )


def _is_entire(words: str) -> bool:
    """Do words say that this was all of it? "Last week" and "nearly all" do not."""
    return bool(_ALL.search(words) or content_words(_LAST_TIME.sub("", words)) & word_list("entire"))


def _category(obligation: TermsObligation, statement: Statement[Obligation]) -> str | None:
    """The category of what is owed that the statement names, where the terms keep several apart."""
    categories = [o.category for o in obligation.owed if o.category]
    if not categories:
        return None
    content = statement.content
    for words in (content_words(content.object), content_words(" ".join(p.text for p in content.evidence))):
        named = [c for c in dict.fromkeys(categories) if content_words(c) <= words]
        if len(named) == 1:
            return named[0]
    return None
