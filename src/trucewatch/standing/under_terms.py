"""How things stand under the terms of an agreement, as of a day, as known on a day: a pure fold, every answer with why.

Answers are addressed by paths: `agreement.force`, `PHASE.calendar`, `OBLIGATION.due`, `POWER.state` and others.
Where the terms have alternatives that lead to different answers, the answer is `{"either": [...]}`: none is chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from trucewatch.agreements.paths import version_on
from trucewatch.agreements.terms import Terms
from trucewatch.standing.agreement_answers import agreement_answers, begun_phases
from trucewatch.standing.agreement_told import AgreementTold, agreement_told
from trucewatch.standing.clock import Clock, Dated
from trucewatch.standing.duties import DutyFold, folded
from trucewatch.standing.duty_answers import DutyAnswers
from trucewatch.standing.duty_events import DutyEvent, DutyEvents, duty_events
from trucewatch.standing.duty_times import Timetable
from trucewatch.standing.grounds import Answer, Ground, said
from trucewatch.standing.moments import Point, day_in, has_come
from trucewatch.standing.power_answers import power_answers
from trucewatch.standing.powers import powers_used
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words, word_list
from trucewatch.vocabulary.kinds import Content, Figure, Violation
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class TermsStanding:
    """Everything that one fold answers.

    Attributes:
        terms: the version in force on the day.
        as_of: the day, or hour, asked about.
        known_on: only what was published by then; None: everything.
        answers: by path, each with its grounds; agreement, phases, obligations, powers, figures, in this order.
        unplaced: statements that fit no obligation or no row of the tables.
        table: the times of every obligation and phase on that day.
    """

    terms: Terms
    as_of: Point
    known_on: date | None
    answers: Mapping[str, Answer]
    unplaced: tuple[AnyStatement, ...]
    table: Timetable

    @property
    def day(self) -> date:
        """The day asked about, in the zone of the terms."""
        return day_in(self.as_of, self.table.clock.zone)


@dataclass(frozen=True)
class Told:
    """All that a view says under the terms, whatever the day; made once, folded for many days."""

    view: View
    voices: Voices
    events: DutyEvents
    agreement: AgreementTold


def told_under(terms: Terms, view: View) -> Told:
    """Tie the statements of a view to the terms."""
    voices = Voices(view)
    return Told(view, voices, duty_events(terms, view, voices), agreement_told(terms, view, voices))


def standing_under(terms: Terms, view: View, as_of: Point, known_on: date | None = None) -> TermsStanding:
    """How things stand under the terms.

    Args:
        terms: the agreement; its amendments count from their days.
        view: what was said; of one process.
        as_of: the day asked about (its end), or an hour with its zone.
        known_on: only what had been published by that day; None: all that the view holds. What carries no date of its
            own speaks for the day of its publication, and counts from the end of that day.
    """
    day = day_in(as_of, ZoneInfo(terms.zone))
    # An amendment of a day counts from its end, as all does that is dated to a day alone.
    current = version_on(terms, day - timedelta(days=1) if isinstance(as_of, datetime) else day)
    return fold(current, told_under(current, view), as_of, known_on)


def answers(standing: TermsStanding) -> dict[str, object]:
    """The values of all answers by path, as plain types."""
    return {path: answer.value for path, answer in standing.answers.items()}


def fold(terms: Terms, told: Told, as_of: Point, known_on: date | None = None) -> TermsStanding:
    """The fold itself over what was tied to the terms before; the terms are taken as they are."""
    return _Fold(terms, told, as_of, known_on).standing()


class _Fold:
    def __init__(self, terms: Terms, told: Told, as_of: Point, known_on: date | None) -> None:
        self._terms, self._told, self._as_of, self._known = terms, told, as_of, known_on
        self._zone = ZoneInfo(terms.zone)
        events = told.events.by_obligation
        self._events = DutyEvents(
            {
                id_: [e for e in held if self._is_known(e.published) and self._has_come(e)]
                for id_, held in events.items()
            }
        )
        published = (r.published for r in told.view.reports() if r.published)
        self._published = sorted(day for day in published if self._counts(day, day, dated=True))
        self._agreement = told.agreement.only(lambda t: self._counts(t.day, t.published, dated=t.dated))

    def _is_known(self, published: date | None) -> bool:
        return self._known is None or published is None or published <= self._known

    def _has_come(self, event: DutyEvent) -> bool:
        return has_come(event.day, event.hour, self._as_of, self._zone, dated=event.dated)

    def _counts(self, day: date | None, published: date | None, *, dated: bool = False) -> bool:
        return self._is_known(published) and has_come(day, None, self._as_of, self._zone, dated=dated)

    def standing(self) -> TermsStanding:
        terms, as_of = self._terms, self._as_of
        dated = Dated(begun=begun_phases(self._agreement))
        used = powers_used(terms, self._agreement, self._events, dated)
        folds = self._folds(Timetable(Clock(terms, used.dated)))
        done = {id_: fold.done_on for id_, (fold, *_) in folds.items() if fold.done_on is not None}
        clock = Clock(terms, Dated(done, used.dated.begun, used.dated.extended))
        found = agreement_answers(terms, self._agreement, clock, used, as_of)
        table = Timetable(clock)
        force = found["agreement.force"].value
        asking = DutyAnswers(terms, table, used, as_of, force)
        for obligation in terms.obligations:
            since = self._reports_since(folds[obligation.id][0].last_reported)
            found |= asking.of(folds[obligation.id], since)
        found |= power_answers(used, table, as_of, force)
        found |= self._figures()
        stray = [e.statement for fold, *_ in folds.values() for e in (*fold.unmoved, *asking.out_of_force(fold))]
        unplaced = self._unplaced([*stray, *used.without_effect])
        charges = [s for s in self._unplaced(()) if self._is_charge(s.content)]
        found["agreement.alleged"] = _counted("alleged", charges)
        found["findings"] = _counted("fits no obligation, or no row of the tables", unplaced)
        return TermsStanding(terms, as_of, self._known, found, unplaced, table)

    def _is_charge(self, content: Content) -> bool:
        """A breach alleged of the agreement, by name, and of no duty of it."""
        if not isinstance(content, Violation) or content.status == "denied":
            return False
        return bool(content_words(content.what) & (word_list("agreement_names") | content_words(self._terms.title)))

    def _folds(self, table: Timetable) -> dict[str, tuple[DutyFold, ...]]:
        events = self._events.by_obligation
        return {o.id: folded(o, events[o.id], table.of(o).owed) for o in self._terms.obligations}

    def _figures(self) -> dict[str, Answer]:
        """The latest number of each voice for each kind of figure that is reported; never added, never averaged."""
        latest: dict[str, dict[str, Statement[Figure]]] = {}
        for statement in sorted(self._told.view.of(Figure), key=lambda s: (s.published or date.min, s.start)):
            content = statement.content
            if content.status != "reported" or content.number is None:
                continue
            if self._counts(statement.published, statement.published):
                said_by = content.attributed_to or self._told.voices.speaker(statement.report_id, content.passages)
                voice = said_by or self._told.voices.outlet(statement.report_id)
                latest.setdefault(content.what, {})[voice] = statement
        return {
            f"figures.{what}": Answer({voice: held[voice].content.number for voice in sorted(held)}, partial(_by, held))
            for what, held in sorted(latest.items())
        }

    def _reports_since(self, last: date | None) -> int | None:
        if last is None:
            return None
        return len(self._published) - bisect_right(self._published, last)

    def _unplaced(self, stray: Sequence[AnyStatement]) -> tuple[AnyStatement, ...]:
        unplaced = [s for s in self._told.events.unplaced if self._counts(_day(s), s.published, dated=_is_dated(s))]
        return tuple(sorted({s.id: s for s in (*unplaced, *stray)}.values(), key=lambda s: s.order_key))


def _counted(words: str, statements: Sequence[AnyStatement]) -> Answer:
    return Answer(len(statements), lambda: tuple(said(words, (s,)) for s in statements))


def _by(held: Mapping[str, AnyStatement]) -> tuple[Ground, ...]:
    return tuple(said(voice, (s,)) for voice, s in sorted(held.items()))


def _is_dated(statement: AnyStatement) -> bool:
    return statement.dating is not None and statement.dating.basis == "stated"


def _day(statement: AnyStatement) -> date | None:
    """The day a statement speaks for, at the latest."""
    dating = statement.dating
    return dating.interval.last if dating else None
