"""Whether the truce is in force: what each speaker says, beside what the calendar answers."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_wording import capital, quoted, with_article
from trucewatch.standing.asof import recency
from trucewatch.standing.cell import Stated, long_date
from trucewatch.standing.periods import duration_words
from trucewatch.standing.phases import AgreementStanding, ComputedExpiry, PhaseStanding
from trucewatch.vocabulary.dates import day_of

_UNTOLD = "named, its state not told"
_PER_PHASE = 3
_ENOUGH = 5  # characters of words that tell a state
_OTHERS = frozenset({"in_force", "extended", "suspended", "expired", "collapsed"})


def force_sentences(told: Material) -> list[Sentence]:
    """States as said of each agreement and phase, newest first, then the calendar; main agreements first."""
    found: list[Sentence] = []
    for agreement in sorted(told.board.agreements, key=lambda a: not a.main):
        said = list(_said(told, agreement))
        if agreement.main or said:
            # What is said of the newest phase matters more than its dates, and both more than the rest.
            calendar = list(_calendars(told, agreement)) if agreement.main else []
            found += [*said[:2], *calendar[:2], *said[2:], *calendar[2:]]
    if not found:
        found.append(told.one("No word on whether a truce is in force was read.", told.searched()))
    return found


def _said(told: Material, agreement: AgreementStanding) -> Iterator[Sentence]:
    held: list[tuple[PhaseStanding, list[Stated]]] = []
    for phase in agreement.phases:
        by_words: dict[tuple[str, str], list[Stated]] = {}
        for stated in phase.states:
            counts = agreement.main or stated.value in _OTHERS
            if stated.text != _UNTOLD and len(stated.text) >= _ENOUGH and counts and told.of_cell(stated.cell):
                by_words.setdefault(((stated.speaker or "").casefold(), stated.text.casefold()), []).append(stated)
        held += [(phase, same) for same in list(by_words.values())[-_PER_PHASE:]]
    # What tells no state (a length, a start) comes behind what does.
    held.sort(key=lambda pair: (pair[1][-1].value is not None, recency(pair[1][-1].day)), reverse=True)
    for phase, same in held:
        found = [told.located(stated) for stated in same]
        words, note, speaker = found[0]
        who = told.says(speaker, [n.report_id for _, n, _ in found])
        text = f"{capital(who)} of {_name(agreement, phase)}: {quoted(words)}."
        yield Sentence((Clause(text, tuple(dict.fromkeys((note, *(n for _, n, _ in found))))),))


def _calendars(told: Material, agreement: AgreementStanding) -> Iterator[Sentence]:
    """What the calendar answers; the whole agreement only where none of its phases is dated."""
    dated = [p for p in agreement.phases if p.computed or p.expiries or p.starts]
    of_phases = [p for p in dated if p.ordinal is not None]
    for phase in dated if not of_phases else (*of_phases, *(p for p in dated if p.ordinal is None and p.expiries)):
        name = _name(agreement, phase)
        for computed in phase.computed[:2] if phase.ordinal is not None or not of_phases else ():
            yield from _computed(told, name, computed)
        for expiry in phase.expiries[:2]:
            yield from _stated(told, name, expiry)
        if not phase.computed and not phase.expiries:
            for start in phase.starts[:1]:
                yield from _since(told, name, start)


def _computed(told: Material, name: str, computed: ComputedExpiry) -> Iterator[Sentence]:
    period, day = computed.period, told.day
    if day is None:
        return
    given = f"as reported from {long_date(period.start)} for {duration_words(period.duration)}"
    last = f"{long_date(period.inclusive)} with the first day counted, or {long_date(period.exclusive)} without it"
    if day < period.start:
        where = f"begins in {_days((period.start - day).days)}"
    elif day <= period.inclusive:
        where = f"is on day {(day - period.start).days + 1} of {period.days}"
    elif day <= period.exclusive:
        where = "ended yesterday under one way of counting, and ends today under the other"
    else:
        where = f"ended {_days((day - period.inclusive).days)} ago"
    text = f"By the calendar, {name}, {given}, {where}; its last day is {last}."
    yield Sentence((Clause(text, told.notes(computed.cell)),))


def _stated(told: Material, name: str, expiry: Stated) -> Iterator[Sentence]:
    last, day = day_of(expiry.value), told.day
    if last is None or day is None or not told.of_cell(expiry.cell):
        return
    distance = (last - day).days
    where = "today" if distance == 0 else f"in {_days(distance)}" if distance > 0 else f"{_days(-distance)} ago"
    who = told.says(expiry.speaker, [p.report_id for p in expiry.cell.places])
    text = f"{capital(who)}: the last day of {name} is {long_date(last)}, {where}."
    yield Sentence((Clause(text, told.notes(expiry.cell)),))


def _since(told: Material, name: str, start: Stated) -> Iterator[Sentence]:
    first, day = day_of(start.value), told.day
    if first is None or day is None or not told.of_cell(start.cell):
        return
    number = (day - first).days + 1
    if number > 0:
        text = f"today is day {number:,} of {name}, reported as begun on {long_date(first)}"
    else:
        text = f"{name} begins in {_days(1 - number)}: it is reported to begin on {long_date(first)}"
    text = f"By the calendar, {text}; no length of it was read."
    yield Sentence((Clause(text, (*told.notes(start.cell), told.searched())),))


def _name(agreement: AgreementStanding, phase: PhaseStanding) -> str:
    whole = with_article(agreement.title)
    return f"phase {phase.ordinal} of {whole}" if phase.ordinal else whole


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
