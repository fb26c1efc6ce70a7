"""What would follow if: other terms, or something more that was said, beside how things stand. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from trucewatch.agreements.paths import changed
from trucewatch.agreements.terms import Terms
from trucewatch.errors import TrucewatchError
from trucewatch.standing.moments import Point, day_in
from trucewatch.standing.under_terms import TermsStanding, standing_under
from trucewatch.vocabulary.kinds import Content, Obligation, Position, Quantity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView, View

SUPPOSED = "supposed"
"""The outlet of what is only supposed: it shows beside every number that rests on it."""

PartT = TypeVar("PartT")
_DEED = re.compile(r"(?P<id>[\w-]+) (?P<deed>done|halted|open)(?: (?P<number>\d+))?(?: on (?P<day>\d{4}-\d\d-\d\d))?")
_ANSWER = re.compile(
    r"(?P<id>[\w-]+) (?P<deed>accepts|rejects) (?P<what>extension|suspension)"
    r"(?: of (?P<of>[\w-]+))?(?: on (?P<day>\d{4}-\d\d-\d\d))?"
)
_STATES: Mapping[str, Literal["done", "suspended", "pending"]] = {
    "done": "done", "halted": "suspended", "open": "pending",
}  # fmt: skip
_FORMS = (
    "OBLIGATION done|halted|open [NUMBER] [on DAY], or PARTY accepts|rejects extension|suspension [of PHASE] [on DAY]"
)


@dataclass(frozen=True)
class Moved:
    """One answer that would be another; None where there would be none."""

    path: str
    now: object
    then: object


@dataclass(frozen=True)
class WhatIf:
    """Both standings side by side.

    Attributes:
        now: how things stand.
        then: how they would stand.
        moved: the answers that differ, in the order of the terms.
    """

    now: TermsStanding
    then: TermsStanding
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Question:
    """What is supposed.

    Attributes:
        changes: paths of the terms with their new values, as a file of terms writes them.
        events: what would have been said, as `OBLIGATION done 3 on 2031-05-01`.
    """

    changes: Mapping[str, str]
    events: tuple[str, ...] = ()


def what_if(terms: Terms, view: View, question: Question, as_of: Point, known_on: date | None = None) -> WhatIf:
    """Fold again with other terms and more statements.

    Raises:
        TermsPathError: a path names nothing, or its value is not of its kind.
        TrucewatchError: an event is of no known form, or names no party, phase or obligation of the terms.
    """
    now = standing_under(terms, view, as_of, known_on)
    other = changed(terms, question.changes) if question.changes else terms
    seen = _with_events(other, view, question.events, as_of) if question.events else view
    then = standing_under(other, seen, as_of, known_on)
    paths = dict.fromkeys([*then.answers, *now.answers])
    found = (Moved(path, _value(now, path), _value(then, path)) for path in paths)
    return WhatIf(now, then, tuple(m for m in found if m.now != m.then))


def _value(standing: TermsStanding, path: str) -> object:
    answer = standing.answers.get(path)
    return answer.value if answer else None


def _with_events(terms: Terms, view: View, events: Iterable[str], as_of: Point) -> MemoryView:
    """A view with one more report for each event."""
    reports, statements = list(view.reports()), list(view.statements())
    today = day_in(as_of, ZoneInfo(terms.zone))
    for number, words in enumerate(events, start=1):
        content, day = _content(terms, words, today)
        report = Report(f"Supposed ({number}): {words}", published=min(day, today), outlet=SUPPOSED)
        passage = Passage.of(report.text, report.text.index(words), len(report.text))
        made: AnyStatement = Statement(report.id, content(passage), report.published)
        reports.append(report)
        statements.append(made)
    return MemoryView(tuple(reports), tuple(statements), view.as_of)


class _Making:
    """Makes the content of an event once its passage is known."""

    def __init__(self, terms: Terms, words: str, day: date) -> None:
        self._terms, self._words, self._day = terms, words, day

    def __call__(self, passage: Passage) -> Content:
        if m := _DEED.fullmatch(self._words):
            return self._deed(m, passage)
        if m := _ANSWER.fullmatch(self._words):
            return self._answer(m, passage)
        raise TrucewatchError(f"the event {self._words!r} is of no known form", expected=_FORMS)

    def _deed(self, m: re.Match[str], passage: Passage) -> Content:
        duty = _one({o.id: o for o in self._terms.obligations}, m["id"], "obligation")
        names = {p.id: p.name for p in self._terms.parties}
        return Obligation(
            bearer=" and ".join(names[b] for b in duty.bearers),
            action=duty.action,
            subtype=duty.subtype,
            object=" ".join((duty.object, *duty.match[:1])),
            place=duty.place,
            quantity=Quantity(number=int(m["number"])) if m["number"] else None,
            state=_STATES[m["deed"]],
            date=self._day.isoformat(),
            evidence=(passage,),
        )

    def _answer(self, m: re.Match[str], passage: Passage) -> Content:
        party = _one({p.id: p for p in self._terms.parties}, m["id"], "party")
        phase = _one({p.id: p for p in self._terms.phases}, m["of"], "phase") if m["of"] else None
        of = f" of phase {phase.ordinal}" if phase and phase.ordinal else ""
        stance: Literal["accept", "reject"] = "accept" if m["deed"] == "accepts" else "reject"
        return Position(
            actor=party.name,
            stance=stance,
            proposal=f"{m['what']}{of}",
            date=self._day.isoformat(),
            evidence=(passage,),
        )


def _content(terms: Terms, words: str, today: date) -> tuple[_Making, date]:
    told = re.search(r" on (\d{4}-\d\d-\d\d)$", words)
    try:
        day = date.fromisoformat(told[1]) if told else today
    except ValueError as error:
        raise TrucewatchError(f"the event {words!r} has the day {error}", expected="a day as 2031-04-02") from error
    return _Making(terms, words, day), day


def _one(parts: Mapping[str, PartT], id_: str, sort: str) -> PartT:
    if id_ not in parts:
        raise TrucewatchError(f"the terms have no {sort} {id_!r}", expected=f"one of {', '.join(parts)}")
    return parts[id_]
