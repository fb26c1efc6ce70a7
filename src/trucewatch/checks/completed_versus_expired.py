"""One phase said to be completed and to have expired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from trucewatch.checks.check import day_words, places_of, statements_of
from trucewatch.checks.material import Material
from trucewatch.checks.told_states import StateOf, days_between, states_across
from trucewatch.standing.cell import Stated
from trucewatch.vocabulary.finding import Finding, Severity

_DAYS = 45
_JUST_OVER = re.compile(r"(?:is|was|now|are|has been)? ?(?:now )?over", re.IGNORECASE)
_UNDONE = re.compile(r"\b(?:un\w+ed|undone|without|not|nothing|never|half|most)\b", re.IGNORECASE)
_ALL_DONE = re.compile(
    r"\b(?:all|each|every)\b[^.;]{0,50}\b(?:taken|done|met|arrived|fulfilled|reached|completed)\b", re.IGNORECASE
)
_REPAIRS = ("both hold", "completed is meant as ended", "they are said of different phases")
_WHY = "the first speaks of duties done, the second of a date passed"


class CompletedVersusExpired:
    """One phase said to be completed (its duties were done) and to have expired (its date passed).

    Looked for in the words of reports, then in the phases of what was read. Silent where only one of the two is said,
    and where they are said of different phases.
    """

    code = "completed-versus-expired"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        told = set[str]()
        for states in states_across(material).values():
            completed = [s for s in states if s.told.state == "completed"]
            expired = [s for s in states if s.told.state == "expired" and _is_by_date(s)]
            pair = min(product(completed, expired), key=_rank, default=None)
            if pair is not None and days_between(*pair) <= _DAYS:
                told |= {s.report.id for s in pair}
                yield self._in_words(*pair)
        for agreement in material.agreements:
            for phase in agreement.phases:
                done = [s for s in phase.states if s.value == "completed"]
                over = [s for s in phase.states if s.value == "expired"]
                if done and over and not told & {p.report_id for s in (done[0], over[0]) for p in s.cell.places}:
                    yield self._in_records(f"{agreement.title}, {phase.name},", done[0], over[0])

    def _in_words(self, one: StateOf, other: StateOf) -> Finding:
        name = one.told.name[0].upper() + one.told.name[1:]
        sentence = f"{name} is said to be completed ({one.words}) and to have expired ({other.words}): {_WHY}."
        places = tuple(dict.fromkeys((one.place, other.place)))
        return Finding(self.code, self.severity, sentence, places, _REPAIRS)

    def _in_records(self, name: str, one: Stated, other: Stated) -> Finding:
        sentence = f"{name} is said to be completed ({_quoted(one)}) and to have expired ({_quoted(other)}): {_WHY}."
        return Finding(self.code, self.severity, sentence, places_of(one, other), _REPAIRS, statements_of(one, other))


def _is_by_date(state: StateOf) -> bool:
    """Is it told to have run out, or to have ended with things undone? That something done is over is no wonder."""
    told = state.told
    if _ALL_DONE.search(told.sentence.text):
        return False
    return _JUST_OVER.fullmatch(told.words) is None or _UNDONE.search(told.sentence.text) is not None


def _rank(pair: tuple[StateOf, StateOf]) -> tuple[int, str, str, int, int]:
    one, other = pair
    return days_between(one, other), one.report.id, other.report.id, one.told.sentence.start, other.told.sentence.start


def _quoted(stated: Stated) -> str:
    return f"“{stated.text}”, {stated.voice}{day_words(stated)}"
