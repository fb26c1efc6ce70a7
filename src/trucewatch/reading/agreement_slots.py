"""Dates and lengths of one agreement, from every place that names it; the first told of each stays.

Four days are kept apart: signed, announced, scheduled to enter into force, and in force. A day that is ahead, or told
as due, is scheduled; it is the day in force as well unless the report tells of another, or that nothing began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from spacy.tokens import Token

from trucewatch.reading.agreement_extensions import day_told, final_day, first_day, is_weekday
from trucewatch.reading.agreement_mentions import Deed, MentionFinder, Named
from trucewatch.reading.agreement_phrases import (
    AFTER,
    ENDING,
    FOR,
    FROM,
    LASTING,
    RUNNING_TO,
    SILENCES,
    SINCE,
    STARTING,
    UNTIL,
)
from trucewatch.reading.agreement_words import deal_word
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.dates import date_told, day_of, interval_of
from trucewatch.vocabulary.kinds import OtherAgreement, TimeExpression
from trucewatch.vocabulary.passage import Passage

_IN_FORCE = frozenset({"start", "since"})
_BEGUN = frozenset({"reach", "sign", "since", "start"})
_PROCLAIMING = frozenset("declare proclaim".split())
_PAPERS = ("agreement", "accord", "deal", "pact")
_COUNT = re.compile(r"\b(?:day|week|month|year)s?$")
_DUE = frozenset("will shall would should to ll".split())


@dataclass
class _Slots:
    """What is told of one agreement as it gathers.

    Attributes:
        is_past: `start` is told as a fact, not as what is due.
        dated: the day that names it ("the truce of 9 May"), or on which one side proclaimed it.
    """

    start: str | None = None
    signed: str | None = None
    announced: str | None = None
    scheduled: str | None = None
    expiry: str | None = None
    duration: str | None = None
    status: str | None = None
    is_past: bool = False
    dated: str | None = None


class SlotFiller:
    """Fills the slots of the agreements of one page."""

    def __init__(self, page: Page, finder: MentionFinder, step: str) -> None:
        self.page, self.finder, self.step = page, finder, step

    def record(self, named: list[Named], texts: tuple[Named, ...] = (), *, is_main: bool = False) -> OtherAgreement:
        """One agreement from its namings; slots from the first place that tells them.

        Args:
            named: where it is named, in order.
            texts: where "the arrangement", "the document" may stand for it: these tell only how long it holds.
            is_main: of the main agreement "the truce of 2014" is no start; it takes a day.
        """
        slots = _Slots()
        evidence: list[Passage] = []
        for naming in sorted([*named, *texts], key=lambda n: n.start):
            told = self._fill_length(slots, naming) if naming in texts else self._fill(slots, naming)
            if told or not evidence:
                evidence.append(self._clause(naming))
        lead = named[0]
        is_signed = slots.signed is not None and not (slots.dated or "").startswith(slots.signed)
        is_open = slots.start is None and slots.scheduled is None and not is_signed
        if is_open and deal_word(lead.noun) in SILENCES and (not is_main or day_of(slots.dated)):
            slots.start = slots.dated
        elif slots.start is not None and slots.dated is not None:
            slots.start = _finer(slots.start, slots.dated)
        return OtherAgreement(
            kind=lead.kind,
            term_used=lead.kind,
            start=slots.start,
            signed=slots.signed,
            announced=slots.announced,
            scheduled=slots.scheduled,
            expiry=slots.expiry,
            duration=slots.duration,
            status=slots.status,
            evidence=tuple(dict.fromkeys(evidence)),
            step=self.step,
        )

    def of_date(self, named: Named) -> list[TimeExpression]:
        """Such as "the Agreement of December 2018", "an accord in 1994"."""
        found = self.finder.dates.within(named.end, min(named.end + 40, len(self.page.text)))
        between = [self.page.text[named.end : e.surface[0].start].strip().lower() for e in found[:1]]
        return list(found[:1]) if between and between[0] in {"of", "of the", "dated"} else []

    def lead(self, expression: TimeExpression) -> str:
        """The words right before an expression of time."""
        first = expression.surface[0].start
        return self.page.text[max(first - 25, 0) : first]

    def _fill_length(self, slots: _Slots, naming: Named) -> bool:
        before = replace(slots)
        for deed in naming.deeds:
            if deed.kind in {"start", "since", "end"} and not deed.negated:
                self._fill_from(slots, deed, naming)
        inside = next((e.value for e in naming.inside if e.type == "duration" and not e.qualifier), None)
        slots.duration = slots.duration or inside
        return slots != before

    def _fill(self, slots: _Slots, naming: Named) -> bool:
        """Fill what this naming tells; true where it told something new."""
        before = replace(slots)
        inside = next((e.value for e in naming.inside if e.type == "duration" and not e.qualifier), None)
        slots.duration = slots.duration or inside
        for deed in naming.deeds:
            if not deed.negated:
                self._fill_from(slots, deed, naming)
            elif deed.kind == "start":
                due = next((e for e in deed.dates if day_told(e)), None)
                slots.scheduled = slots.scheduled or (_moment(due) if due is not None and _is_due(deed.verb) else None)
        if all(deed.kind != "extend" or deed.negated for deed in naming.deeds):  # "to extend the truce for two months"
            slots.duration = slots.duration or self._length(naming)
            slots.expiry = slots.expiry or self._joined(naming, UNTIL)
        if slots.start is None and (begun := self._joined(naming, FROM)):
            self._begin(slots, begun, begun, is_due=self._is_ahead(begun))
        near = [*naming.inside, *self.of_date(naming)]
        told = next((day for e in near if (day := date_told(e.type, e.value))), None)
        if told and _is_silence(naming):
            slots.dated = slots.dated or told
        elif told and not slots.signed:
            slots.signed = told
        return slots != before

    def _begin(self, slots: _Slots, day: str, moment: str, *, is_due: bool) -> None:
        """Note a day in force; what happened outdoes what was due."""
        if is_due:
            slots.scheduled = slots.scheduled or moment
        if slots.start is None or (slots.is_past is False and not is_due):
            slots.start, slots.is_past = _finer(slots.start if slots.is_past else None, day), not is_due
        else:
            slots.start = _finer(slots.start, day)

    def _fill_from(self, slots: _Slots, deed: Deed, naming: Named) -> None:
        told_dates = sorted(deed.dates, key=lambda e: e.type == "time")  # "at dawn on Monday": the day is surer
        slots.duration = slots.duration or self._lasting(deed)
        plain: list[TimeExpression] = []
        for expression in told_dates:
            lead = self.lead(expression)
            if STARTING.search(lead):
                kinds = _IN_FORCE if SINCE.search(lead) else _BEGUN
                if deed.kind in kinds and (first := first_day(expression)):
                    self._begin(slots, first, _moment(expression), is_due=self._is_ahead(first))
            elif ENDING.search(lead) or RUNNING_TO.search(lead):
                if deed.kind in _BEGUN:
                    slots.expiry = slots.expiry or final_day(expression)
            elif not AFTER.match(self.page.text, _bare_end(expression)):
                plain.append(expression)
        if deed.kind == "fail" and slots.status is None:
            last = max(deed.verb.subtree, key=lambda t: t.i)
            slots.status = " ".join(self.page.text[deed.verb.idx : last.idx + len(last)].split())
        told = [(day, e) for e in plain if (day := day_told(e))]
        if told:
            self._fill_day(slots, deed, naming, told)

    def _fill_day(self, slots: _Slots, deed: Deed, naming: Named, told: list[tuple[str, TimeExpression]]) -> None:
        """Fill the day of a deed from the days of its clause, of which there is at least one."""
        day = told[0][0]
        if deed.kind == "start":
            first = first_day(told[0][1]) or day
            if deed.verb.tag_ == "VBD" and self._is_ahead(first):
                first = day  # "took effect at midnight on Tuesday", told on Tuesday
            moment = _moment(told[-1][1]) if told[-1][0] == day else day
            self._begin(slots, first, moment, is_due=_is_due(deed.verb) or self._is_ahead(first))
        elif deed.kind == "sign" and not self._is_ahead(day):
            slots.signed = _finer(slots.signed, day)
        elif deed.kind == "reach" and slots.announced is None:
            slots.announced = day
            if lemma(deed.verb) in _PROCLAIMING and deal_word(naming.noun) in SILENCES:
                slots.dated = slots.dated or day
        elif deed.kind == "end" and deal_word(naming.noun) != "pause" and day_of(day):
            last = final_day(told[0][1]) or day
            slots.expiry = slots.expiry or (self._latest(last) if _is_past_weekday(deed, told[0][1]) else last)

    def _latest(self, day: str) -> str:
        """The latest such day of the week at or before publication: "began on 9 July and expired on Tuesday"."""
        published, told = self.page.report.published, day_of(day)
        if published is None or told is None or not (published - told).days > 0:
            return day
        return (told + timedelta(days=(published - told).days // 7 * 7)).isoformat()

    def _lasting(self, deed: Deed) -> str | None:
        """Such as "takes effect for an initial period of two weeks", "will last ten days"; not "has held"."""
        is_perfect = any(c.dep_ == "aux" and lemma(c) == "have" for c in deed.verb.children)
        sentence = sentence_of(deed.verb)
        if deed.kind == "end" and deed.dates:  # "expires on Tuesday, after 101 days"
            told = [e for e in self.finder.dates.within(deed.verb.idx, sentence.end_char) if e.type == "duration"]
            return next((e.value for e in told if self.lead(e).rstrip().endswith(" after") and not e.qualifier), None)
        is_begun = any(STARTING.search(self.lead(e)) for e in deed.dates)  # "ran for a week from 22 May"
        # "began on Friday for four days" tells a length, too
        is_over = deed.verb.tag_ == "VBD" and deed.kind != "start" and not is_begun
        if is_perfect or is_over or deed.kind not in _IN_FORCE or lemma(deed.verb) in {"hold", "stand"}:
            return None
        for expression in self.finder.dates.within(deed.verb.idx, sentence.end_char):
            if (
                expression.type == "duration"
                and self.finder.clause_verb(expression) == deed.verb
                and (FOR.search(self.lead(expression)) or lemma(deed.verb) == "last")
            ):
                return expression.value
        return None

    def _is_ahead(self, day: str) -> bool:
        span = interval_of(day)
        return span is not None and self.page.report.published is not None and span.last > self.page.report.published

    def _length(self, naming: Named) -> str | None:
        """Such as "a truce of ten days", "a ceasefire for a month"."""
        for expression in self.finder.dates.within(naming.end, min(naming.end + 60, len(self.page.text))):
            between = self.page.text[naming.end : expression.surface[0].start]
            if expression.type == "duration" and LASTING.fullmatch(between):
                return expression.value
        return None

    def _joined(self, naming: Named, pattern: re.Pattern[str]) -> str | None:
        """The day that follows the naming, joined to it by such words."""
        for expression in self.finder.dates.within(naming.end, min(naming.end + 90, len(self.page.text))):
            if pattern.fullmatch(self.page.text[naming.end : expression.surface[0].start]):
                return final_day(expression) if pattern is UNTIL else first_day(expression)
        return None

    def _clause(self, naming: Named) -> Passage:
        """The naming with its verb's clause, or with what hangs on the noun."""
        tokens = [t for t in naming.noun.subtree if not t.is_space]
        for deed in naming.deeds:
            if deed.dates:
                tokens += [t for t in deed.verb.subtree if not t.is_space]
        first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
        return self.page.passage(min(first.idx, naming.start), max(last.idx + len(last), naming.end))


def _bare_end(expression: TimeExpression) -> int:
    """Where an expression ends, or where a count of days in it begins: "the 120th day" of "the 120th day after"."""
    last = expression.surface[-1]
    return last.start if _COUNT.search(last.text) else last.end


def _is_silence(naming: Named) -> bool:
    """A truce that a day may name as its first; not "the ceasefire agreement", nor one with a name of its own."""
    has_name = naming.is_named and not naming.inside
    return deal_word(naming.noun) in SILENCES and not naming.kind.endswith(_PAPERS) and not has_name


def _is_past_weekday(deed: Deed, expression: TimeExpression) -> bool:
    return deed.verb.tag_ == "VBD" and is_weekday(expression)


def _is_due(verb: Token) -> bool:
    """Is it told as due: "will begin", "is to take effect", "was due to start"?"""
    return any(c.lower_ in _DUE for c in verb.children if c.dep_ in {"aux", "auxpass"})


def _moment(expression: TimeExpression) -> str:
    """A day with its time of day and zone, as far as told."""
    value = expression.value or ""
    return value if expression.type == "time" and "/" not in value else day_told(expression) or value


def _finer(known: str | None, told: str) -> str:
    """The date told first, unless the other is a day of the same month or year."""
    return told if known is None or told.startswith(known) else known
