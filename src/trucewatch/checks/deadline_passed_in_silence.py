"""A stated day has passed, and no report since tells anything of what was due by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trucewatch.checks.check import places_of, statements_of
from trucewatch.checks.duties_by_day import DutyByDay, duties_by_day
from trucewatch.checks.later_word import LaterWord, has_any, named, stems_of
from trucewatch.checks.material import Material
from trucewatch.standing.cell import Cell, long_date
from trucewatch.standing.due_ahead import DueItem, due_ahead
from trucewatch.standing.phases import AgreementStanding, PhaseStanding
from trucewatch.standing.talks import TalksStanding
from trucewatch.standing.under_terms import TermsStanding, standing_under
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.report import Report

_LEAST = 2  # reports that must have come after the day
_TRUCE = r"\b(?:truce|cease-?fire|pause|lull|armistice|suspension of fire|phase|stage)\b"
_STATE = (
    r"\b(?:exten\w+|expir\w+|laps\w+|prolong\w+|renew\w*|end(?:s|ed)?|over|r[au]ns? out|run out|h[oe]ld(?:s|ing)?"
    r"|collapsed|broke|broken|in force|resum\w+|still|since|observed|violat\w+|breach\w*)\b"
)
_TOLD_OF_A_TRUCE = re.compile(rf"{_TRUCE}[^.\n]{{0,120}}?{_STATE}|{_STATE}[^.\n]{{0,120}}?{_TRUCE}", re.IGNORECASE)
_TALKS = "talks met meet meeting round delegation negotiators negotiations conference summit"
_OF_TALKS = re.compile(
    r"\b(?:talks|meet|sit down|negotiat\w+|round|conference|summit|session|delegat\w+|envoys?)\b", re.IGNORECASE
)
_WENT = re.compile(r"\b(?:parted|agreed|signed|sat|gathered|broke up|walked out|shook hands|text|statement|communiqu)")
# "Findings shall be issued within ten days": of whatever comes, so that no one day is meant
_OF_EACH = re.compile(
    r"\b(?:shall|must|is to|are to)\b.{0,200}\bwithin [\w-]+ (?:hours|days|weeks|months)"
    r"(?: thereafter| of (?:each|any|every|an?|the (?:complaint|act|request))\b[^.;]*)?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_REPAIRS = (
    "it was done, and not reported on",
    "it was not done, and nobody has said so",
    "a report that is not in this record tells of it",
)


class DeadlinePassedInSilence:
    """A duty by its day, a truce by its last, or talks on theirs, on which no report since that day says a word.

    Looked for in the records and in the words of the later reports of the process; at least two must have come. Duties
    under known terms count as well. Silent on what was only demanded or proposed.
    """

    code = "deadline-passed-in-silence"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        today = material.day
        if today is None:
            return
        later = LaterWord(material)
        told: set[tuple[str | None, date]] = set()
        met: set[tuple[str, date]] = set()
        for talks in material.talks:
            for found in self._talks(talks, later):
                met.add((talks.process, day_of(talks.day) or date.min))
                yield found
        for duty in duties_by_day(material, today):
            of_talks = _OF_TALKS.search(duty.words) is not None
            if of_talks and ((duty.process, duty.day) in met or self._is_met(duty, later)):
                continue
            if silence := self._duty(duty, later):
                told.add((duty.action, duty.day))
                yield silence
        for agreement in material.agreements:
            for phase in agreement.phases:
                yield from self._expiry(agreement, phase, later)
        for terms in material.terms:
            actions = {o.id: o.action for o in terms.obligations}
            standing = standing_under(terms, material.view, today)
            # Where the terms have alternatives, the last of the days counts.
            due = {item.path: item for item in due_ahead(standing, 0) if item.sort == "due"}
            for item in due.values():
                if (actions[item.path], item.day) not in told:
                    yield from self._under_terms(item, standing, later, material)

    @staticmethod
    def _is_met(duty: DutyByDay, later: LaterWord) -> bool:
        """Does a report since the day of planned talks speak of any talks, or of how a meeting at their place went?"""
        talks, words = stems_of(_TALKS), stems_of(duty.words)
        return any(
            has_any(r.text, talks) or (_WENT.search(r.text) and has_any(r.text, words))
            for r in later.after(duty.process, duty.day)
        )

    def _duty(self, duty: DutyByDay, later: LaterWord) -> Finding | None:
        words = duty.told[0].passage.text if duty.told and duty.told[0].passage else duty.words
        if _OF_EACH.search(words):
            return None
        since = later.after(duty.process, duty.day)
        followed = later.after(duty.process, duty.report.published or duty.day)
        if len(since) < _LEAST or later.is_spoken_of(duty.words, duty.bearer, followed):
            return None
        who = f"{duty.bearer}: " if duty.bearer else ""
        cell = Cell(duty.words, duty.statements, duty.told)
        return self._finding(f"{who}“{_line(words)}”", duty.day, ([duty.report], since), cell)

    def _expiry(self, agreement: AgreementStanding, phase: PhaseStanding, later: LaterWord) -> Iterator[Finding]:
        by_day = {day: e for e in reversed(phase.expiries) if (day := day_of(e.value))}
        for last, expiry in by_day.items():
            since = later.after(agreement.process, last)
            ids = {place.report_id for place in expiry.cell.places}
            on_it = [r for r in later.until(agreement.process) if r.id in ids and r not in since]
            told = any(s.day and s.day > last for s in phase.states)
            if on_it and len(since) >= _LEAST and not told and not any(_TOLD_OF_A_TRUCE.search(r.text) for r in since):
                yield self._finding(f"{agreement.title}, {phase.name}", last, (on_it, since), expiry.cell)

    def _talks(self, talks: TalksStanding, later: LaterWord) -> Iterator[Finding]:
        last = day_of(talks.day)
        if last is None or {h.value for h in talks.history} != {"planned"}:
            return
        ids = {place.report_id for place in talks.cell.places}
        on_it = [r for r in later.until(talks.process) if r.id in ids]
        since = later.after(talks.process, last)
        if on_it and on_it[-1] not in since and len(since) >= _LEAST:
            words = " ".join(p.passage.text for p in talks.cell.places if p.passage)
            spoken_of = stems_of(_TALKS) | stems_of(talks.title.split(", ")[0])
            if not any(has_any(report.text, spoken_of) for report in since):
                yield self._finding(f"talks, “{_line(words)}”", last, (on_it, since), talks.cell)

    def _finding(self, what: str, last: date, reports: tuple[list[Report], list[Report]], cell: Cell) -> Finding:
        on_it, since = reports
        sentence = (
            f"{what}: the day, {long_date(last)}, has passed. The last report on it is {named(on_it[-1])}; of the "
            f"{len(since)} published after that day, up to {named(since[-1])}, none speaks of it."
        )
        return Finding(self.code, self.severity, sentence, places_of(cell), _REPAIRS, statements_of(cell))

    def _under_terms(
        self, item: DueItem, standing: TermsStanding, later: LaterWord, material: Material
    ) -> Iterator[Finding]:
        since = [r for r in material.reports if r.published and item.day < r.published <= standing.day]
        last = item.last_reported
        if len(since) < _LEAST or (isinstance(last, str) and last > item.day.isoformat()):
            return
        if later.is_spoken_of(item.words, "", since):
            return
        known = (
            f"The last report on it is of {long_date(date.fromisoformat(last))}"
            if isinstance(last, str)
            else "No report speaks of it"
        )
        sentence = (
            f"Under the terms “{item.words}” was due by {long_date(item.day)}, and the day has passed. {known}; "
            f"{len(since)} reports were published after that day."
        )
        statements = [s for ground in standing.answers[f"{item.path}.due"].grounds for s in ground.statements]
        places = tuple(Place(s.report_id, p) for s in statements for p in s.content.passages)
        ids = tuple(s.id for s in statements)
        yield Finding(self.code, self.severity, sentence, places or (Place(since[-1].id),), _REPAIRS, ids)


def _line(words: str) -> str:
    return " ".join(words.split()).rstrip(".")
