"""Said to be in force, and to have expired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trucewatch.checks.check import day_words, places_of, statements_of
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import reports_by_process
from trucewatch.checks.told_states import PHASE, StateOf, StateTold, states_across, states_told
from trucewatch.standing.cell import Stated
from trucewatch.standing.phases import AgreementStanding, PhaseStanding
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.kinds import TimeExpression

_PAST = re.compile(
    r"\b(?:took effect|taken effect|into effect|into force|began|begun|started|commenced"
    r"|(?:was|were|had been)\b[^,;]*\b(?:in force|in effect|under ?way|observed))\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|remains?|still|has been)\b[^,;]*\b(?:in force|in effect)\b|\bhold(?:s|ing)\b", re.IGNORECASE
)


_NONE_FOLLOWS = re.compile(
    r"\b(?:second|third|next) (?:phase|stage)[^.;:]{0,30}\b(?:yet to|not (?:yet )?(?:begun|started|been agreed))\b",
    re.IGNORECASE,
)
_DAYS = 30  # days after an expiry in which reports are looked at
_NEAR = 40  # characters between an expiry and its day
_REPAIRS = ("it is observed after its last day", "it was extended", "they are said of different phases or truces")


class InForceVersusExpired:
    """Said to be in force by a report that is no older than the stated last day, or than the report of the expiry.

    Both may be said of one phase or agreement; or the agreement is said to be in force and its latest phase to have
    expired. Silent where the report of it in force came first, and where an extension is stated.
    """

    code = "in-force-versus-expired"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        told = set[str]()
        for pair in (*_in_one_report(material), *_across_reports(material)):
            if not told & {s.report.id for s in pair}:
                told |= {s.report.id for s in pair}
                yield self._in_words(*pair)
        for agreement in material.agreements:
            whole = agreement.phases[0]
            latest = _latest_begun(agreement)
            pairs = [(phase, phase) for phase in agreement.phases]
            if latest is not None:
                pairs.append((whole, latest))
            for running, over in pairs:
                found = self._pair(running, over)
                if found and not told & {p.report_id for s in found for p in s.cell.places}:
                    yield self._finding(agreement, (running, over), found)
                    break

    def _pair(self, running: PhaseStanding, over: PhaseStanding) -> tuple[Stated, Stated] | None:
        if any(s.value in ("extended", "superseded") for s in (*running.states, *over.states)):
            return None
        last = min((d for e in over.expiries if (d := day_of(e.value)) is not None), default=None)
        in_force = [s for s in running.states if s.value == "in_force" and not _tells_of_the_past(s)]
        expired = [s for s in over.states if s.value == "expired"]
        return next(((f, e) for f in in_force for e in expired if _at_odds(f, e, last)), None)

    def _finding(
        self, agreement: AgreementStanding, phases: tuple[PhaseStanding, PhaseStanding], pair: tuple[Stated, Stated]
    ) -> Finding:
        one, other = pair
        of = "" if phases[0] is phases[1] else f" {phases[1].name}"
        sentence = (
            f"{agreement.title}, {phases[0].name}, is said to be in force ({_quoted(one)}) and"
            f"{of} to have expired ({_quoted(other)})."
        )
        return Finding(self.code, self.severity, sentence, places_of(one, other), _REPAIRS, statements_of(one, other))

    def _in_words(self, one: StateOf, other: StateOf) -> Finding:
        name = one.told.name[0].upper() + one.told.name[1:]
        it = "it" if one.told.of == other.told.of else other.told.name
        sentence = f"{name} is said to be in force ({one.words}); {it} is said to be over ({other.words})."
        places = tuple(dict.fromkeys((one.place, other.place)))
        return Finding(self.code, self.severity, sentence, places, _REPAIRS)


def _in_one_report(material: Material) -> Iterator[tuple[StateOf, StateOf]]:
    for report in material.reports:
        if (pair := _in_text(report.text)) is not None:
            yield StateOf(report, pair[0]), StateOf(report, pair[1])


def _across_reports(material: Material) -> Iterator[tuple[StateOf, StateOf]]:
    """A truce told to have expired on a day, and a report of the weeks after that day that tells of it in force."""
    states = states_across(material)
    ends = [
        (process, of, s, day)
        for (process, of), held in states.items()
        for s in held
        if s.told.state == "expired" and (day := _day_in(material, s)) is not None
    ]
    by_process = reports_by_process(material)
    prolonged = {process for (process, _), held in states.items() for s in held if s.told.state == "extended"}
    for process, of, over, day in ends:
        if process in prolonged:
            continue
        for report in by_process[process]:
            after = (report.published - day).days if report.published else 0
            if 0 < after <= _DAYS and report.id != over.report.id:
                held = [s for s in states_told(report.text, running=True) if s.of == of and s.state == "in_force"]
                if held:
                    yield StateOf(report, held[0]), over
                    break


def _day_in(material: Material, over: StateOf) -> date | None:
    """The one day that the sentence of an expiry gives behind the words of the expiry."""
    times = material.by_report(TimeExpression)[over.report.id]
    start = over.told.sentence.start + over.told.sentence.text.find(over.told.words)
    days = [
        day
        for t in times
        if t.content.type == "date"
        and start <= t.start <= start + _NEAR
        and (day := day_of(t.content.value)) is not None
    ]
    return days[0] if days else None


def _in_text(text: str) -> tuple[StateTold, StateTold] | None:
    """A truce told to run and to be over; or told to be current while a phase is over and the next has not begun.

    None where the text tells of an extension.
    """
    states = states_told(text)
    if any(s.state == "extended" for s in states):
        return None
    running = [s for s in states if s.state == "in_force"]
    over = [s for s in states if s.state == "expired"]
    same = ((f, e) for f in running for e in over if f.of == e.of and f.sentence != e.sentence)
    phases = [s for s in over if _is_phase(s)]
    whole = ((f, e) for f in running for e in phases if not _is_phase(f) and _NONE_FOLLOWS.search(text))
    return next(same, None) or next(whole, None)


def _is_phase(told: StateTold) -> bool:
    return any(word.startswith(PHASE) for word in told.of)


def _latest_begun(agreement: AgreementStanding) -> PhaseStanding | None:
    """The highest phase that is said to have begun or ended."""
    begun = ("in_force", "completed", "expired", "suspended", "extended")
    return next((p for p in reversed(agreement.phases[1:]) if any(s.value in begun for s in p.states)), None)


def _tells_of_the_past(stated: Stated) -> bool:
    """Words of a beginning ("took effect on 3 May") or of a time gone ("was in force") do not tell of the day."""
    return bool(_PAST.search(stated.text)) and not _PRESENT.search(stated.text)


def _at_odds(in_force: Stated, expired: Stated, last: date | None) -> bool:
    if {p.report_id for p in in_force.cell.places} & {p.report_id for p in expired.cell.places}:
        return True
    if in_force.day is None or expired.day is None:
        return False
    # The expiry is known to be past from its stated day on, else from the report that tells of it.
    return in_force.day > last if last and last <= expired.day else in_force.day >= expired.day


def _quoted(stated: Stated) -> str:
    return f"“{stated.text}”, {stated.voice}{day_words(stated)}"
