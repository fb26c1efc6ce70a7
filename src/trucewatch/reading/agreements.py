"""Step: the agreement a report is about, and the others it names.

Namings come from `agreement_mentions`; those told apart ("an earlier truce", "the extension") are others, the rest
are one: the main agreement, whose slots are filled from wherever the report tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property

from trucewatch.reading.actors import Actors
from trucewatch.reading.agreement_extensions import (
    computed,
    day_told,
    find_extensions,
    first_day,
    is_weekday,
    prolonged,
)
from trucewatch.reading.agreement_mentions import MentionFinder, Named
from trucewatch.reading.agreement_phases import find_phases, phase_times
from trucewatch.reading.agreement_phrases import ENDING, FOR, SILENCES, STARTING
from trucewatch.reading.agreement_print import counted_start, measured, printed_end, printed_start, silent_for
from trucewatch.reading.agreement_relations import Relation, find_relations
from trucewatch.reading.agreement_sides import SideFinder
from trucewatch.reading.agreement_silences import Silence, silences
from trucewatch.reading.agreement_slots import SlotFiller
from trucewatch.reading.agreement_words import deal_word
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.dates import date_told, day_of, interval_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Phase, TimeExpression

_OVER = re.compile(
    r"(?:(?:is|are|will|was|were)(?: (?:due|set))?(?: to)? )?(?:expire|end|lapse|run out|ran out)[sd]?\b"
)
_LEAD = 700  # characters: headline and first paragraphs
_DONE = frozenset("sign reach start extend end".split())
_HOURS = re.compile(r"PT\d+[HM]")
_PLEDGES = frozenset("understanding protocol arrangement undertaking bargain".split())
_SIGNING = frozenset("sign initial agree conclude adopt exchange".split())
_FRESH = 45  # days: a silence told of as past is the start of what a report is about
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
    version: str = "2"
    reads: tuple[type, ...] = (Sentences, Actors, Dates, Speakers, Parties)
    writes: type = Agreements

    def __call__(self, page: Page) -> Agreements:
        return _Sorting(page, self.name).agreements()


class _Sorting:
    """Sorts the namings of one page into the main agreement and others."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.finder = MentionFinder(page)
        self.sides = SideFinder(page)
        self.slots = SlotFiller(page, self.finder, step)
        found = self.finder.find()
        self.relations = list(find_relations(self.finder, found))
        named = self.named = list(_with_earlier(found, self.relations))
        self.acts = [n for n in named if table("truce_nouns")[deal_word(n.noun)] == "act"]
        deals = [
            n for n in named if n not in self.acts and (table("truce_nouns")[deal_word(n.noun)] == "deal" or n.is_named)
        ]
        texts = [n for n in named if n not in self.acts and n not in deals]
        self.other = [n for n in deals if self._is_other(n)]
        self.main = [n for n in deals if n not in self.other and not n.is_wanted]
        self.texts = texts
        self._promote()

    @cached_property
    def silences(self) -> list[Silence]:
        """Where firing stops."""
        return list(silences(self.finder))

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
            self.main = [n for n in self.texts if (n.deeds or _binds(n)) and not n.is_wanted][:1]

    def _is_told_of(self) -> bool:
        """Is there an agreement that the report is about? Not where one is only touched upon, or wished for."""
        definite = sum(not n.is_indefinite for n in self.main)
        early = any(n.start < _LEAD for n in self.main)
        deeds = [d for n in self.main for d in n.deeds if not d.negated]
        done = any(d.kind in _DONE for d in deeds) or any(r.of == n.noun for r in self.relations for n in self.main)
        dated = any(d.dates for d in deeds) or any(n.inside or self.slots.of_date(n) for n in self.main)
        if definite and (early or any(n.is_binding and n.is_named for n in self.main)):
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
        is_told_apart = named.is_indefinite or failed or bool(named.inside) or named.kind[:1].isupper()
        is_told_apart = is_told_apart or (deal_word(named.noun) in SILENCES and bool(self.slots.of_date(named)))
        return age > _LONG_AGO and (is_told_apart or named.is_ordinal)

    def _when(self, named: Named) -> str | None:
        """The day, month or year that a naming ties to its agreement."""
        told = [day_told(e) for d in named.deeds if d.kind in {"sign", "reach", "start", "since"} for e in d.dates]
        told += [date_told(e.type, e.value) for e in named.inside]
        told += [day_told(e) for e in self.slots.of_date(named)]
        return next((t for t in told if t), None)

    def _meant_texts(self) -> tuple[Named, ...]:
        """Such as "the arrangement, which runs out on 25 December" behind the main agreement's first naming."""
        if not self.main:
            return ()
        first = self.main[0].start
        return tuple(n for n in self.texts if n.start > first and not (n.is_indefinite or n.is_wanted or n.is_named))

    def _parted(self) -> list[OtherAgreement]:
        """A truce that was in force before the accord the report is about was signed is another agreement."""
        truces = [n for n in self.main if deal_word(n.noun) in SILENCES]
        accords = [n for n in self.main if n not in truces]
        if not truces or not accords or deal_word(self.main[0].noun) in SILENCES:
            return []
        truce, accord = self.slots.record(truces), self.slots.record(accords)
        began, signed = interval_of(truce.start or truce.signed), interval_of(accord.signed or accord.announced)
        if began is None or signed is None or began.last >= (signed.first or signed.last):
            return []
        self.main = accords
        return [truce]

    # -- slots ----------------------------------------------------------------------------------------------

    def agreements(self) -> Agreements:
        """The layer."""
        others = [self._related(self.slots.record([n]), [n]) for n in self.other]
        others += self._amendments()
        extensions = find_extensions(self.page, self.step)
        if self.main and not self._is_told_of():
            others += [self.slots.record(self.main)]
            self.main = []
        others += self._parted()
        record = self.slots.record(self.main, self._meant_texts(), is_main=True) if self.main else self._by_deed()
        if record is None:
            return Agreements(None, tuple(others + extensions))
        main = _main(self._related(record, self.main), self.sides, self.main)
        if main.start is None:
            undated = [n for n in self._meant_texts() if any(d.kind == "start" and not d.dates for d in n.deeds)]
            main = replace(main, start=printed_start(self.finder, [*self.main, *undated], self.named))
        if main.expiry is None:
            main = replace(main, expiry=printed_end(self.finder, self.main, self.named))
        main = self._silent_from(main)
        if main.start is None:
            main = replace(main, start=counted_start(self.finder, self.main))
        if main.duration is None and self.main:
            main = replace(main, duration=silent_for(self.finder, self.silences) or measured(self.finder, self.main))
        phases = find_phases(self.page)
        main = replace(main, phases=phases)
        main = replace(main, **computed(main))
        main = self._by_phase(main)
        main = replace(main, **prolonged(main, extensions, self.page.report.published))
        if main.expiry is not None and main.expiry_of is None:
            ended = next((p.ordinal for p in phases if _is_over(p)), None)
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

    def _related(self, record: OtherAgreement, named: list[Named]) -> OtherAgreement:
        """The record with what it is told to be to an earlier agreement, if it is any of these namings'."""
        nouns = {n.noun for n in named}
        is_main = named is self.main
        for told in self.relations:
            revived = is_main and told.relation == "resumes" and (told.of is None or lemma(told.of) not in SILENCES)
            if revived or (told.of in nouns and told.earlier not in nouns):
                return replace(record, relation=told.relation, relation_to=told.to)
        return record

    def _amendments(self) -> list[OtherAgreement]:
        """Such as "signed an annex to the accord", "a new protocol amends the accord": papers of their own."""
        known = {n.noun for n in (*self.main, *self.other)}
        papers = {n.noun: n for n in self.texts if n.noun not in known}
        found = [self._related(self.slots.record([n]), [n]) for n in papers.values() if self._amends(n)]
        for told in self.relations:
            if told.relation == "amends" and told.of is told.at and lemma(told.at.head) in _SIGNING:
                sentence = sentence_of(told.at)
                days = [day_told(e) for e in self.finder.dates_of(told.at.head)] if told.at.dep_ == "dobj" else []
                record = OtherAgreement(
                    kind=lemma(told.at),
                    term_used=told.at.text,
                    signed=next((d for d in days if d), None),
                    relation=told.relation,
                    relation_to=told.to,
                    evidence=(self.page.passage(sentence.start_char, sentence.end_char),),
                    step=self.step,
                )
                found.append(record)
        return found

    def _amends(self, named: Named) -> bool:
        return any(r.of == named.noun and r.of is not r.at for r in self.relations)

    def _silent_from(self, main: Agreement) -> Agreement:
        """Such as "shooting was to stop at midnight on ..." starts an agreement whose start is told nowhere else."""
        published = self.page.report.published
        if main.start is not None:
            return main
        for silence in self.silences:
            told = next(((d, e) for e in silence.dates if (d := self._silent_day(silence, e))), None)
            if told is None or (main.signed is not None and told[0] < main.signed):
                continue
            day, expression = told
            age = (published - date.fromisoformat(day)).days if published is not None else 0
            by_it = subject(silence.verb) in {n.noun for n in self.main}  # "the protocol stopped the fighting in May"
            if age > _FRESH and not silence.is_due and not by_it and self._is_treaty():
                continue  # "fighting ended in June" is no start of a treaty signed in December
            sentence = sentence_of(silence.verb)
            passage = self.page.passage(sentence.start_char, sentence.end_char)
            due = expression.value if silence.is_due or age < 0 else None
            return replace(main, start=day, scheduled=main.scheduled or due, evidence=(*main.evidence, passage))
        return main

    def _silent_day(self, silence: Silence, expression: TimeExpression) -> str | None:
        """The day from which firing stops, where an expression of its clause tells one."""
        lead, day = self.slots.lead(expression), first_day(expression)
        if day_of(day) is None or ENDING.search(lead) or (silence.is_state and not STARTING.search(lead)):
            return None
        agreed = next((d for e in self.finder.dates_of(silence.verb.head) if (d := day_told(e))), None)
        if day is not None and agreed is not None and silence.is_due and is_weekday(expression) and day < agreed:
            return (date.fromisoformat(day) + timedelta(days=7)).isoformat()  # "agreed on Friday to stop on Monday"
        return day

    def _is_treaty(self) -> bool:
        return bool(self.main) and deal_word(self.main[0].noun) not in SILENCES

    def _by_deed(self) -> OtherAgreement | None:
        """Such as "the armies agreed to cease hostilities for three days": an agreement without a noun for it."""
        for silence in self.silences:
            verb, what = silence.verb, silence.what
            if lemma(verb.head) not in {"agree", "pledge", "promise", "vow", "undertake", "commit"}:
                continue
            sentence = sentence_of(verb)
            after = self.finder.dates.within(what.idx, sentence.end_char)
            starts = [d for e in after if (d := first_day(e)) and STARTING.search(self.slots.lead(e))]
            lengths = [e.value for e in after if e.type == "duration" and FOR.search(self.slots.lead(e))]
            record = OtherAgreement(
                kind=" ".join(self.page.text[verb.idx : what.idx + len(what)].split()),
                start=starts[0] if starts else None,
                duration=lengths[0] if lengths else None,
                evidence=(self.page.passage(sentence.start_char, sentence.end_char),),
                step=self.step,
            )
            return replace(record, **computed(record))
        return None


def _with_earlier(found: list[Named], relations: list[Relation]) -> Iterator[Named]:
    """The namings, those of agreements that another replaces or amends told apart.

    One that the report names in the same way elsewhere stays: "the accord holds; the new protocol amends the accord".
    """
    changed = {r.earlier for r in relations if r.relation in {"replaces", "amends"} and r.of not in {None, r.at}}
    kept = {n.kind for n in found if n.is_named and n.noun not in changed}
    for naming in found:
        is_changed = naming.noun in changed and naming.kind not in kept
        yield replace(naming, is_earlier=True) if is_changed else naming


def _binds(text: Named) -> bool:
    """Is a paper told of as what is to be kept: "under the understanding", "a breach of the Lima Minutes"?"""
    return text.is_binding and (text.is_named or deal_word(text.noun) in _PLEDGES)


def _is_over(phase: Phase) -> bool:
    """Is it told of a phase that it ended, or when it ends?"""
    return any(c.status == "expired" for c in phase.claims) or bool(_OVER.match(phase.status or ""))


def _main(record: OtherAgreement, sides: SideFinder, named: list[Named]) -> Agreement:
    """The same record as the main agreement, with who made and mediated it."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    values["parties"] = sides.parties_of(named)
    values["mediators"] = sides.mediators_of(named, values["parties"])
    values["guarantors"] = sides.guarantors_of(named)
    return Agreement(**values)
