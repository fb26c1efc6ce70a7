"""Step: the agreement a report is about, and the others it names.

Namings come from `agreement_mentions`; those told apart ("an earlier truce", "the extension") are others, the rest
are one: the main agreement, whose slots are filled from wherever the report tells them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from trucewatch.reading.agreement_extensions import computed, day_told, final_day, find_extensions, first_day, prolonged
from trucewatch.reading.agreement_mentions import Deed, MentionFinder, Named
from trucewatch.reading.agreement_phases import find_phases, phase_times
from trucewatch.reading.agreement_phrases import (
    AFTER,
    ENDING,
    FOR,
    FROM,
    LASTING,
    SILENCES,
    STARTING,
    UNTIL,
)
from trucewatch.reading.agreement_print import printed_start, silent_for
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.vocabulary.dates import date_told, day_of, interval_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, TimeExpression
from trucewatch.vocabulary.passage import Passage

_OVER = re.compile(r"\b(?:expire[sd]?|expiring|end(?:s|ed)?|lapse[sd]?|r[au]ns? out)\b", re.IGNORECASE)
_LEAD = 700  # characters: headline and first paragraphs
_DONE = frozenset("sign reach start extend end".split())
_HOURS = re.compile(r"PT\d+[HM]")
_LONG_AGO = 400  # days: what was signed longer ago and is brought up with "a" is history


@dataclass(frozen=True)
class Agreements:
    """The agreements of a report.

    Attributes:
        agreement: the main one, None where the report names none that is agreed.
        others: earlier ones, extensions and renewals, in the order of the text.
    """

    agreement: Agreement | None
    others: tuple[OtherAgreement, ...] = ()


@dataclass(frozen=True)
class AgreementsStep:
    """Finds the main agreement of a report and the others it names."""

    name: str = "agreements"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Dates, Parties)
    writes: type = Agreements

    def __call__(self, page: Page) -> Agreements:
        return _Sorting(page, self.name).agreements()


@dataclass
class _Slots:
    """Dates of one agreement as they gather; the first told of each stays."""

    start: str | None = None
    signed: str | None = None
    announced: str | None = None
    expiry: str | None = None
    duration: str | None = None
    status: str | None = None


class _Sorting:
    """Sorts the namings of one page into the main agreement and others."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.finder = MentionFinder(page)
        self.parties = page.get(Parties)
        named = self.named = self.finder.find()
        self.acts = [n for n in named if table("truce_nouns")[lemma(n.noun)] == "act"]
        deals = [
            n for n in named if n not in self.acts and (table("truce_nouns")[lemma(n.noun)] == "deal" or n.is_named)
        ]
        texts = [n for n in named if n not in self.acts and n not in deals]
        self.other = [n for n in deals if self._is_other(n)]
        self.main = [n for n in deals if n not in self.other and not n.is_wanted]
        self.texts = texts
        self._promote()

    def _promote(self) -> None:
        """A report that names only history, or only papers, is about the last of these."""
        aged = [n for n in self.other if not n.is_earlier and not any(d.kind == "fail" for d in n.deeds)]
        mine = {self._when(n) for n in self.main} - {None}
        if self.main and aged:
            latest = max(aged, key=lambda n: (not n.is_indefinite, self._when(n) or "", -n.start))
            if latest.is_indefinite:
                return
            if not mine or self._when(latest) in mine:
                self.main = sorted([*self.main, latest], key=lambda n: n.start)
                self.other.remove(latest)
        if not self.main and self.other:
            latest = max(self.other, key=lambda n: (self._when(n) or "", -n.start))
            self.other.remove(latest)
            self.main = [latest]
        if not self.main:
            self.main = [n for n in self.texts if n.deeds and not n.is_wanted][:1]

    def _is_told_of(self) -> bool:
        """Is there an agreement that the report is about? Not where one is only touched upon, or wished for."""
        definite = sum(not n.is_indefinite for n in self.main)
        early = any(n.start < _LEAD for n in self.main)
        deeds = [d for n in self.main for d in n.deeds if not d.negated]
        done = any(d.kind in _DONE for d in deeds)
        dated = any(d.dates for d in deeds) or any(n.inside or self._of_date(n) for n in self.main)
        if definite and early:
            return True
        if definite > 1:
            return bool(deeds) or dated
        return (done or dated) and bool(definite or early)

    def _is_other(self, named: Named) -> bool:
        if named.is_earlier:
            return True
        if named.is_indefinite and any(_HOURS.fullmatch(e.value or "") for e in named.inside):
            return True  # "a six-hour truce at the ford": a lull, whatever else is in force
        when = self._when(named)
        failed = any(d.kind == "fail" and not d.negated for d in named.deeds)
        if failed and named.is_indefinite and (when is not None or named.inside):
            return True
        if when is None or self.page.report.published is None:
            return failed and named.is_indefinite and when is not None
        span = interval_of(when)
        age = (self.page.report.published - span.last).days if span else 0
        return age > _LONG_AGO and (named.is_indefinite or failed or bool(named.inside) or named.kind[:1].isupper())

    def _when(self, named: Named) -> str | None:
        """The day, month or year that a naming ties to its agreement."""
        told = [day_told(e) for d in named.deeds if d.kind in {"sign", "reach", "start", "since"} for e in d.dates]
        told += [date_told(e.type, e.value) for e in named.inside]
        told += [day_told(e) for e in self._of_date(named)]
        return next((t for t in told if t), None)

    def _of_date(self, named: Named) -> list[TimeExpression]:
        """Such as "the Agreement of December 2018", "an accord in 1994"."""
        found = self.finder.dates.within(named.end, min(named.end + 40, len(self.page.text)))
        between = [self.page.text[named.end : e.surface[0].start].strip().lower() for e in found[:1]]
        return list(found[:1]) if between and between[0] in {"of", "of the", "dated"} else []

    # -- slots ----------------------------------------------------------------------------------------------

    def agreements(self) -> Agreements:
        """The layer."""
        others = [self._record([n]) for n in self.other]
        extensions = find_extensions(self.page, self.step)
        if self.main and not self._is_told_of():
            others += [self._record(self.main)]
            self.main = []
        record = self._record(self.main) if self.main else self._by_deed()
        if record is None:
            return Agreements(None, tuple(others + extensions))
        main = _main(record, self.parties)
        if main.start is None:
            main = replace(main, start=printed_start(self.finder, self.main, self.named))
        main = self._silent_from(main)
        if main.duration is None and self.main:
            main = replace(main, duration=silent_for(self.finder))
        phases = find_phases(self.page)
        main = replace(main, phases=phases)
        main = replace(main, **computed(main))
        main = self._by_phase(main)
        main = replace(main, **prolonged(main, extensions, self.page.report.published))
        if main.expiry is not None and main.expiry_of is None:
            ended = next((p.ordinal for p in phases if any(_OVER.search(e.text) for e in p.evidence)), None)
            main = replace(main, expiry_of=f"phase {ended}" if ended is not None else None)
        every = sorted(others + extensions, key=lambda o: o.evidence[0].start)
        return Agreements(main, tuple(every))

    def _by_phase(self, main: Agreement) -> Agreement:
        """Where only a phase has a length or an end, these are the agreement's, and `expiry_of` says whose."""
        told = phase_times(self.page)
        if not told or main.duration or main.expiry:
            return main
        first = told[0]
        ended = next((t for t in told if t.expiry), first)
        main = replace(main, duration=first.duration, expiry=ended.expiry)
        if main.expiry is None and first.ordinal == 1:
            main = replace(main, **computed(main))
        return replace(main, expiry_of=f"phase {ended.ordinal}") if main.expiry else main

    def _record(self, named: list[Named]) -> OtherAgreement:
        """One agreement from its namings; slots from the first place that tells them."""
        slots = _Slots()
        evidence: list[Passage] = []
        for naming in named:
            if self._fill(slots, naming) or not evidence:
                evidence.append(self._clause(naming))
        lead = named[0]
        return OtherAgreement(
            kind=lead.kind,
            term_used=lead.kind,
            start=slots.start,
            signed=slots.signed,
            announced=slots.announced,
            expiry=slots.expiry,
            duration=slots.duration,
            status=slots.status,
            evidence=tuple(dict.fromkeys(evidence)),
            step=self.step,
        )

    def _fill(self, slots: _Slots, naming: Named) -> bool:
        """Fill what this naming tells; true where it told something new."""
        before = replace(slots)
        for deed in naming.deeds:
            if not deed.negated:
                self._fill_from(slots, deed, naming)
        inside = next((e.value for e in naming.inside if e.type == "duration" and not e.qualifier), None)
        slots.duration = slots.duration or inside
        if all(deed.kind != "extend" or deed.negated for deed in naming.deeds):  # "to extend the truce for two months"
            slots.duration = slots.duration or self._length(naming)
            slots.expiry = slots.expiry or self._joined(naming, UNTIL)
        slots.start = slots.start or self._joined(naming, FROM)
        near = [*naming.inside, *self._of_date(naming)]
        told = next((day for e in near if (day := date_told(e.type, e.value))), None)
        if told and not slots.signed and lemma(naming.noun) not in SILENCES:
            slots.signed = told
        return slots != before

    def _fill_from(self, slots: _Slots, deed: Deed, naming: Named) -> None:
        told_dates = sorted(deed.dates, key=lambda e: e.type == "time")  # "at dawn on Monday": the day is surer
        slots.duration = slots.duration or self._lasting(deed)
        plain: list[TimeExpression] = []
        for expression in told_dates:
            lead = self._lead(expression)
            if STARTING.search(lead):
                if deed.kind in {"reach", "sign", "since", "start"} and (first := first_day(expression)):
                    slots.start = _finer(slots.start, first)
            elif ENDING.search(lead):
                if deed.kind in {"reach", "sign", "start", "since"}:
                    slots.expiry = slots.expiry or final_day(expression)
            elif not AFTER.match(self.page.text, expression.surface[-1].end):
                plain.append(expression)
        day = next((d for e in plain if (d := day_told(e))), None)
        if deed.kind == "fail" and slots.status is None:
            last = max(deed.verb.subtree, key=lambda t: t.i)
            slots.status = " ".join(self.page.text[deed.verb.idx : last.idx + len(last)].split())
        if day is None:
            return
        if deed.kind == "start":
            slots.start = _finer(slots.start, next((d for e in plain if (d := first_day(e))), day))
        elif deed.kind == "sign" and not self._is_ahead(day):
            slots.signed = _finer(slots.signed, day)
        elif deed.kind == "reach" and slots.announced is None:
            slots.announced = day
        elif deed.kind == "end" and lemma(naming.noun) != "pause" and day_of(day):
            slots.expiry = slots.expiry or next((d for e in plain if (d := final_day(e))), day)

    def _lasting(self, deed: Deed) -> str | None:
        """Such as "takes effect for an initial period of two weeks", "will last ten days"; not "has held"."""
        is_perfect = any(c.dep_ == "aux" and lemma(c) == "have" for c in deed.verb.children)
        sentence = sentence_of(deed.verb)
        if deed.kind == "end" and deed.dates:  # "expires on Tuesday, after 101 days"
            told = [e for e in self.finder.dates.within(deed.verb.idx, sentence.end_char) if e.type == "duration"]
            return next((e.value for e in told if self._lead(e).rstrip().endswith(" after") and not e.qualifier), None)
        if (
            is_perfect
            or deed.verb.tag_ == "VBD"
            or deed.kind not in {"start", "since"}
            or lemma(deed.verb) in {"hold", "stand"}
        ):
            return None
        for expression in self.finder.dates.within(deed.verb.idx, sentence.end_char):
            if (
                expression.type == "duration"
                and self.finder.clause_verb(expression) == deed.verb
                and (FOR.search(self._lead(expression)) or lemma(deed.verb) == "last")
            ):
                return expression.value
        return None

    def _is_ahead(self, day: str) -> bool:
        span = interval_of(day)
        return span is not None and self.page.report.published is not None and span.last > self.page.report.published

    def _lead(self, expression: TimeExpression) -> str:
        first = expression.surface[0].start
        return self.page.text[max(first - 25, 0) : first]

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

    def _silent_from(self, main: Agreement) -> Agreement:
        """Such as "shooting was to stop at midnight on ..." starts an agreement whose start is told nowhere else."""
        if main.start is not None:
            return main
        for verb, dates in self.finder.silences():
            day = next((d for e in dates if (d := day_told(e)) and day_of(d)), None)
            if day and (main.signed is None or day >= main.signed):
                passage = self.page.passage(sentence_of(verb).start_char, sentence_of(verb).end_char)
                return replace(main, start=day, evidence=(*main.evidence, passage))
        return main

    def _by_deed(self) -> OtherAgreement | None:
        """Such as "the armies agreed to cease hostilities for three days": an agreement without a noun for it."""
        for verb, what in self.finder.stoppings():
            if lemma(verb.head) not in {"agree", "pledge", "promise", "vow", "undertake", "commit"}:
                continue
            sentence = sentence_of(verb)
            after = self.finder.dates.within(what.idx, sentence.end_char)
            starts = [d for e in after if (d := day_told(e)) and STARTING.search(self._lead(e))]
            lengths = [e.value for e in after if e.type == "duration" and FOR.search(self._lead(e))]
            record = OtherAgreement(
                kind=" ".join(self.page.text[verb.idx : what.idx + len(what)].split()),
                start=starts[0] if starts else None,
                duration=lengths[0] if lengths else None,
                evidence=(self.page.passage(sentence.start_char, sentence.end_char),),
                step=self.step,
            )
            return replace(record, **computed(record))
        return None

    def _clause(self, naming: Named) -> Passage:
        """The naming with its verb's clause, or with what hangs on the noun."""
        tokens = [t for t in naming.noun.subtree if not t.is_space]
        for deed in naming.deeds:
            if deed.dates:
                tokens += [t for t in deed.verb.subtree if not t.is_space]
        first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
        return self.page.passage(min(first.idx, naming.start), max(last.idx + len(last), naming.end))


def _finer(known: str | None, told: str) -> str:
    """The date told first, unless the other is a day of the same month or year."""
    return told if known is None or told.startswith(known) else known


def _main(record: OtherAgreement, parties: Parties) -> Agreement:
    """The same record as the main agreement, with who made and mediated it."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    values["mediators"] = tuple(p.name for p in parties.mediators)
    values["guarantors"] = tuple(p.name for p in parties.parties if p.role == "guarantor")
    values["parties"] = tuple(p.name for p in parties.principal)
    return Agreement(**values)
