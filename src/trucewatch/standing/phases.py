"""Phases and agreements as of a day: what each report states, what the calendar computes, no verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.standing.asof import said_by
from trucewatch.standing.cell import Cell, Stated, merged
from trucewatch.standing.grouping import AgreementGroup, agreement_groups
from trucewatch.standing.periods import (
    Fit,
    Period,
    calendar_words,
    computed_words,
    period_of,
    stated_words,
)
from trucewatch.standing.phase_states import phase_states
from trucewatch.standing.phase_terms import PhaseTerms, Term
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Agreement
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View, whatever_the_day

_UNTOLD = "named, its state not told"
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
    heard = voices or whatever_the_day(view, Voices)
    told = whatever_the_day(view, lambda whole: PhaseTerms(whole, heard), PhaseTerms)
    return tuple(_agreement(group, as_of, heard, told) for group in whatever_the_day(view, agreement_groups))


def _agreement(group: AgreementGroup, as_of: date | None, voices: Voices, told: PhaseTerms) -> AgreementStanding:
    terms: defaultdict[int | None, defaultdict[Term, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    states: defaultdict[int | None, list[Stated]] = defaultdict(list)
    later: defaultdict[int | None, list[Stated]] = defaultdict(list)
    for statement in group.statements:
        for ordinal, term, stated in told.of(statement):
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
            _told(states[ordinal]),
            _told(later[ordinal]),
        )
        phases.append(replace(standing, calendar=_calendar(standing, as_of)))
    reports = tuple(dict.fromkeys(s.report_id for s in group.statements))
    return AgreementStanding(group.process, group.title, group.main, tuple(phases), reports)


def _states(statement: Statement[Agreement], voices: Voices) -> list[tuple[int | None, Stated]]:
    content = statement.content
    out: list[tuple[int | None, Stated]] = []
    told = [(p.ordinal, p.status, p.evidence) for p in content.phases]
    for ordinal, words, evidence in [(None, content.status, ()), *told]:
        passages = evidence or None
        if words:
            codes = phase_states(words) or (None,)
            held = [voices.stated(statement, words, code, passages=passages) for code in codes]
            # A collapse is somebody's judgement: without a speaker the words stand without the code.
            held = [replace(s, value=None) if s.value == "collapsed" and not s.speaker else s for s in held]
            out += [(ordinal, stated) for stated in held]
        elif ordinal is not None:
            out.append((ordinal, voices.stated(statement, _UNTOLD, passages=passages)))
    return out


def _told(held: list[Stated]) -> tuple[Stated, ...]:
    """Reports that only name a phase are shown where no report tells of its state."""
    return tuple(s for s in held if s.text != _UNTOLD) or tuple(held)


def _computed(
    starts: list[Stated], durations: list[Stated], expiries: list[Stated], borrowed: bool
) -> tuple[ComputedExpiry, ...]:
    """Every last day that follows: pairs of values that a report has together, then pairs whose halves none has."""
    pairs = [(ss, ds) for ss in _by_value(starts) for ds in _by_value(durations)]
    together = [(ss, ds) for ss, ds in pairs if _shared(ss, ds)]
    settled_starts, settled = {ss[0].value for ss, _ in together}, {ds[0].value for _, ds in together}
    apart = [(ss, ds) for ss, ds in pairs if ss[0].value not in settled_starts or ds[0].value not in settled]
    days = [(e, day) for e in expiries if (day := day_of(e.value)) is not None]
    out = []
    for ss, ds in together + apart:
        period = period_of(ss[0].value, ds[0].value)
        if period is None:
            continue
        start, duration = _shared(ss, ds) or (ss[0], ds[0])
        out.append(
            ComputedExpiry(
                period,
                start,
                duration,
                merged(computed_words(period), [s.cell for s in (*ss, *ds)]),
                _report(start) == _report(duration),
                tuple((e, period.fit(day)) for e, day in days),
                _BORROWED if borrowed else "",
            )
        )
    return tuple(out)


def _by_value(held: list[Stated]) -> list[list[Stated]]:
    groups: defaultdict[str | None, list[Stated]] = defaultdict(list)
    for stated in held:
        groups[stated.value].append(stated)
    return list(groups.values())


def _shared(starts: list[Stated], durations: list[Stated]) -> tuple[Stated, Stated] | None:
    """A start and a length of one report, if there are such."""
    by_report = {_report(d): d for d in reversed(durations)}
    return next(((s, by_report[_report(s)]) for s in starts if _report(s) in by_report), None)


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
