"""Two states of one phase or agreement that say different things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trucewatch.checks.check import day_words, places_of, statements_of
from trucewatch.standing.cell import Stated
from trucewatch.standing.phases import AgreementStanding, PhaseStanding, agreements_as_of
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.view import View

_PAST = re.compile(
    r"\b(?:took effect|taken effect|into effect|into force|began|begun|started|commenced"
    r"|(?:was|were|had been)\b[^,;]*\b(?:in force|in effect|under ?way|observed))\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|remains?|still|has been)\b[^,;]*\b(?:in force|in effect)\b|\bhold(?:s|ing)\b", re.IGNORECASE
)


class CompletedVersusExpired:
    """One phase said to be completed (its duties were done) and to have expired (its date passed).

    Silent where only one of the two is said, and where they are said of different phases.
    """

    code = "completed-versus-expired"
    severity: Severity = "tension"

    def __call__(self, view: View) -> Iterator[Finding]:
        for agreement in agreements_as_of(view, None):
            for phase in agreement.phases:
                completed = [s for s in phase.states if s.value == "completed"]
                expired = [s for s in phase.states if s.value == "expired"]
                if completed and expired:
                    yield self._finding(agreement, phase, completed[0], expired[0])

    def _finding(self, agreement: AgreementStanding, phase: PhaseStanding, one: Stated, other: Stated) -> Finding:
        sentence = (
            f"{agreement.title}, {phase.name}, is said to be completed ({_quoted(one)}) and to have expired "
            f"({_quoted(other)}): the first speaks of duties done, the second of a date passed."
        )
        repairs = ("both hold", "completed is meant as ended", "they are said of different phases")
        return Finding(self.code, self.severity, sentence, places_of(one, other), repairs, statements_of(one, other))


class InForceVersusExpired:
    """Said to be in force by a report that is no older than the stated last day, or than the report of the expiry.

    Both may be said of one phase or agreement; or the agreement is said to be in force and its latest phase to have
    expired. Silent where the report of it in force came first, and where an extension is stated.
    """

    code = "in-force-versus-expired"
    severity: Severity = "tension"

    def __call__(self, view: View) -> Iterator[Finding]:
        for agreement in agreements_as_of(view, None):
            whole = agreement.phases[0]
            latest = _latest_begun(agreement)
            pairs = [(phase, phase) for phase in agreement.phases]
            if latest is not None:
                pairs.append((whole, latest))
            for running, over in pairs:
                if found := self._pair(running, over):
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
        repairs = ("it is observed after its last day", "it was extended", "they are said of different phases")
        return Finding(self.code, self.severity, sentence, places_of(one, other), repairs, statements_of(one, other))


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
