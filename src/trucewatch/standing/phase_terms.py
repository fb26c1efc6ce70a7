"""Start, length and last day of agreements and phases, each as one report states it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from trucewatch.standing.cell import Stated, cell_of, date_words, merged
from trucewatch.standing.periods import duration_words
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import phase_ordinal
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Agreement, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

Term = Literal["start", "duration", "expiry", "signed", "announced"]
PhaseTerm = tuple[int | None, Term, Stated]
_BETWEEN = r"[^.;,]{0,30}$"
# What leads from the words of a phase's clause to a time in it. "Was to last 42 days" states a length, but "would
# start on Sunday" only a wish for a start, so that days need a verb that is not wished, doubted or denied.
_LENGTH = re.compile(
    r"\b(?:last(?:s|ed|ing)?|runs?|ran|running)(?:\s+for)?(?:\s+an?\s+(?:initial\s+)?(?:period\s+of)?)?\s*$"
    r"|\b(?:expired|ended|lapsed)\b[^.;,]{0,20}\bafter\s+$",
    re.IGNORECASE,
)
_START = re.compile(
    rf"\b(?:began|begun|begins|starts|started|commence[sd]|t(?:ook|akes) effect|(?:came|comes) into (?:force|effect)|"
    rf"enter(?:s|ed) into force){_BETWEEN}",
    re.IGNORECASE,
)
_LAST = re.compile(rf"\b(?:expire[sd]|end(?:s|ed)|lapse[sd]|ran out|runs out){_BETWEEN}", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:not|never|yet|if|unless|would|could|should|may|might|have|before|by|after|since|until|within|days?|weeks?|"
    r"talks|negotiations)\b|n['’]t\b",
    re.IGNORECASE,
)


class PhaseTerms:
    """The terms that the reports of a view state, with the times that stand in the clause of a phase."""

    def __init__(self, view: View, voices: Voices) -> None:
        self._voices = voices
        self._times: defaultdict[str, list[Statement[TimeExpression]]] = defaultdict(list)
        for statement in view.of(TimeExpression):
            if statement.content.value and not statement.content.qualifier:
                self._times[statement.report_id].append(statement)

    def of(self, statement: Statement[Agreement]) -> list[PhaseTerm]:
        """The start, length and last day a report states, each with the phase it is stated of (None: the whole).

        A last day that is said to be a phase's takes the length along. The start stays the agreement's, and is the
        phase's too only for the first phase: of later ones the report does not state it.
        """
        content = statement.content
        ordinal = phase_ordinal(content.expiry_of)
        fields: list[tuple[int | None, Term, str | None]] = [
            (None, "start", content.start),
            (1, "start", content.start if ordinal == 1 else None),
            (ordinal, "duration", content.duration),
            (ordinal, "expiry", None if content.computed else content.expiry),
            (None, "signed", content.signed),
            (None, "announced", content.announced),
        ]
        told = [(of, term, self._voices.stated(statement, _words(term, v), v)) for of, term, v in fields if v]
        known = {(of, term) for of, term, _ in told}
        for term_of_clause in self._in_clauses(statement):
            if (key := term_of_clause[:2]) not in known:
                known.add(key)
                told.append(term_of_clause)
        return told

    def _in_clauses(self, statement: Statement[Agreement]) -> Iterator[PhaseTerm]:
        """What the clause of a phase itself says: "the first phase lasts 42 days", "phase two expired on 1 March"."""
        for phase in statement.content.phases:
            for passage in phase.evidence:
                for time in self._times[statement.report_id]:
                    if found := _in_clause(passage, time):
                        yield phase.ordinal, *self._stated(statement, time, passage, found)

    def _stated(
        self,
        statement: Statement[Agreement],
        time: Statement[TimeExpression],
        passage: Passage,
        found: tuple[Term, str],
    ) -> tuple[Term, Stated]:
        """The term with the phase's clause as its passage, over the agreement's statement and the time's own."""
        term, value = found
        words = _words(term, value)
        stated = self._voices.stated(statement, words, value, passages=(passage,))
        cell = merged(words, (cell_of(words, (time,), (passage,)), stated.cell))
        return term, Stated(words, value, stated.speaker, stated.outlet, stated.day, cell)


def _in_clause(passage: Passage, time: Statement[TimeExpression]) -> tuple[Term, str] | None:
    """Which term of the phase a time inside its clause is, with its value; None where the words do not say."""
    first = time.content.surface[0]
    value = time.content.value
    if value is None or not (passage.start <= first.start and first.end <= passage.end):
        return None
    lead = passage.text[: first.start - passage.start]
    if time.content.type == "duration":
        return ("duration", value) if _LENGTH.search(lead) else None
    day = value.split("T")[0]
    if time.content.type not in ("date", "time") or day_of(day) is None or _OPEN.search(lead):
        return None
    if _START.search(lead):
        return "start", day
    return ("expiry", day) if _LAST.search(lead) else None


def _words(term: Term, value: str) -> str:
    return duration_words(value) if term == "duration" else date_words(value)
