"""Phases and agreements as of a day: what each report states, what the calendar computes, no verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from trucewatch.standing.asof import said_by
from trucewatch.standing.cell import Cell, Stated, date_words, merged
from trucewatch.standing.grouping import AgreementGroup, agreement_groups
from trucewatch.standing.periods import (
    Fit,
    Period,
    calendar_words,
    computed_words,
    duration_words,
    period_of,
    stated_words,
)
from trucewatch.standing.phase_states import phase_states
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import phase_ordinal
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Agreement
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

Term = Literal["start", "duration", "expiry", "signed", "announced"]
_BORROWED = "start of the agreement, taken as the start of its first phase"


@dataclass(frozen=True)
class ComputedExpiry:
    """A last day that follows from a stated start and a stated length.

    Attributes:
        period: start, duration and the last day under either counting.
        start, duration: what it was computed from; they may be of different reports.
        cell: the computed day, the rule and the alternative, over both.
        same_report: both are stated in one report.
        against: each stated last day with how it fits (inclusive, exclusive, off).
        basis: a remark where the start was not stated of this very phase, else "".
    """

    period: Period
    start: Stated
    duration: Stated
    cell: Cell
    same_report: bool
    against: tuple[tuple[Stated, Fit], ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class PhaseStanding:
    """One phase, or (`ordinal` None) the agreement as a whole.

    Attributes:
        ordinal: number of the phase.
        starts, durations, expiries, signed, announced: each as stated, by report.
        computed: last days that follow from starts and durations.
        states: what is said of its state, newest last; `value` is a code where the words give one.
        later: the same from reports published after the day asked about, which may tell of a later state.
        calendar: what the calendar alone answers on the day asked about.
    """

    ordinal: int | None
    starts: tuple[Stated, ...] = ()
    durations: tuple[Stated, ...] = ()
    expiries: tuple[Stated, ...] = ()
    signed: tuple[Stated, ...] = ()
    announced: tuple[Stated, ...] = ()
    computed: tuple[ComputedExpiry, ...] = ()
    states: tuple[Stated, ...] = ()
    later: tuple[Stated, ...] = ()
    calendar: tuple[Cell, ...] = ()

    @property
    def name(self) -> str:
        """Either "phase 2" or "agreement as a whole"."""
        return f"phase {self.ordinal}" if self.ordinal else "agreement as a whole"


@dataclass(frozen=True)
class AgreementStanding:
    """One agreement: itself, then its phases.

    Attributes:
        process: the process it belongs to.
        title: the fullest name reports give it.
        main: the main agreement of its reports, not one mentioned beside it.
        phases: first the agreement as a whole, then each phase that is named, by number.
        reports: ids of the reports that state something of it.
    """

    process: str
    title: str
    main: bool
    phases: tuple[PhaseStanding, ...]
    reports: tuple[str, ...]


def agreements_as_of(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[AgreementStanding, ...]:
    """Every agreement of the view with its phases, main ones first.

    Args:
        view: what is known.
        as_of: the day asked about; None: no calendar answers, and every report counts.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or Voices(view)
    return tuple(_agreement(group, as_of, heard) for group in agreement_groups(view))


def _agreement(group: AgreementGroup, as_of: date | None, voices: Voices) -> AgreementStanding:
    terms: defaultdict[int | None, defaultdict[Term, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    states: defaultdict[int | None, list[Stated]] = defaultdict(list)
    later: defaultdict[int | None, list[Stated]] = defaultdict(list)
    for statement in group.statements:
        for ordinal, term, stated in _terms(statement, voices):
            terms[ordinal][term].append(stated)
        into = states if said_by(statement, as_of) else later
        for ordinal, stated in _states(statement, voices):
            into[ordinal].append(stated)
    numbers = sorted({n for held in (terms, states, later) for n in held if n is not None})
    whole = terms[None]["start"]
    phases = []
    for ordinal in (None, *numbers):
        held = terms[ordinal]
        borrowed = whole if ordinal == 1 and not held["start"] else []
        computed = _computed(held["start"] or borrowed, held["duration"], held["expiry"], bool(borrowed))
        standing = PhaseStanding(
            ordinal,
            tuple(held["start"]),
            tuple(held["duration"]),
            tuple(held["expiry"]),
            tuple(held["signed"]),
            tuple(held["announced"]),
            computed,
            tuple(states[ordinal]),
            tuple(later[ordinal]),
        )
        phases.append(replace(standing, calendar=_calendar(standing, as_of)))
    reports = tuple(dict.fromkeys(s.report_id for s in group.statements))
    return AgreementStanding(group.process, group.title, group.main, tuple(phases), reports)


def _terms(statement: Statement[Agreement], voices: Voices) -> list[tuple[int | None, Term, Stated]]:
    """The start, length and last day a report states, each with the phase it is stated of.

    A last day that is said to be a phase's takes the length along. The start stays the agreement's, and is the
    phase's too only for the first phase: of later ones the report does not state it.
    """
    content = statement.content
    ordinal = phase_ordinal(content.expiry_of)
    out: list[tuple[int | None, Term, Stated]] = []

    def add(of: int | None, term: Term, value: str | None) -> None:
        if value:
            words = duration_words(value) if term == "duration" else date_words(value)
            out.append((of, term, voices.stated(statement, words, value)))

    add(None, "start", content.start)
    if ordinal == 1:
        add(1, "start", content.start)
    add(ordinal, "duration", content.duration)
    if not content.computed:
        add(ordinal, "expiry", content.expiry)
    add(None, "signed", content.signed)
    add(None, "announced", content.announced)
    return out


def _states(statement: Statement[Agreement], voices: Voices) -> list[tuple[int | None, Stated]]:
    content = statement.content
    out: list[tuple[int | None, Stated]] = []
    told = [(p.ordinal, p.status, p.evidence) for p in content.phases]
    for ordinal, words, evidence in [(None, content.status, ()), *told]:
        passages = evidence or None
        codes = phase_states(words)
        if words:
            out += [(ordinal, voices.stated(statement, words, code, passages=passages)) for code in (codes or (None,))]
        elif ordinal is not None:
            out.append((ordinal, voices.stated(statement, "named, its state not told", passages=passages)))
    return out


def _computed(
    starts: list[Stated], durations: list[Stated], expiries: list[Stated], borrowed: bool
) -> tuple[ComputedExpiry, ...]:
    """Every last day that follows; pairs of one report first, then pairs whose halves no one report has together."""
    pairs = [(s, d) for s in starts for d in durations]
    together = [(s, d) for s, d in pairs if _report(s) == _report(d)]
    settled_starts, settled = {s.value for s, _ in together}, {d.value for _, d in together}
    apart = [(s, d) for s, d in pairs if s.value not in settled_starts or d.value not in settled]
    out: dict[tuple[str | None, str | None], ComputedExpiry] = {}
    for start, duration in together + apart:
        period = period_of(start.value, duration.value)
        key = (start.value, duration.value)
        if period is None:
            continue
        cells = (out[key].cell, start.cell, duration.cell) if key in out else (start.cell, duration.cell)
        against = tuple((e, period.fit(day)) for e in expiries if (day := day_of(e.value)) is not None)
        cell = merged(computed_words(period), cells)
        first = out.get(key)
        out[key] = ComputedExpiry(
            period,
            first.start if first else start,
            first.duration if first else duration,
            cell,
            first.same_report if first else _report(start) == _report(duration),
            against,
            _BORROWED if borrowed else "",
        )
    return tuple(out.values())


def _report(stated: Stated) -> str | None:
    return stated.cell.places[0].report_id if stated.cell.places else None


def _calendar(standing: PhaseStanding, as_of: date | None) -> tuple[Cell, ...]:
    if as_of is None:
        return ()
    answers = [merged(calendar_words(c.period, as_of), (c.cell,)) for c in standing.computed]
    by_text: defaultdict[str, list[Cell]] = defaultdict(list)
    for expiry in standing.expiries:
        if (day := day_of(expiry.value)) is not None:
            by_text[stated_words(day, as_of)].append(expiry.cell)
    if not standing.computed:
        for start in standing.starts:
            if (day := day_of(start.value)) is not None:
                by_text[_since(day, as_of)].append(start.cell)
    return (*answers, *(merged(text, cells) for text, cells in by_text.items()))


def _since(day: date, as_of: date) -> str:
    number = (as_of - day).days + 1
    if number < 1:
        return f"begins {'in 1 day' if number == 0 else f'in {1 - number} days'}; its length is not stated"
    return f"day {number} since the stated start; its length is not stated"
