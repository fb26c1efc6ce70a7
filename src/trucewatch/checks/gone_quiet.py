"""A matter that is running, of which no report has spoken for weeks while reports went on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from trucewatch.checks.day_words import moved, quoted
from trucewatch.checks.later_word import LaterWord, chief_of, lowered, named, stems_of
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.running_matters import running_matters
from trucewatch.standing.cell import cell_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Obligation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_LEAST = 4  # reports that must have come since the last word
_DAYS = 21  # days that must have gone by, where no known terms set a cycle of reporting
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RECURS = re.compile(
    rf"(?:[Dd]aily|[Ww]eekly|[Ff]ortnightly|[Mm]onthly|[Nn]ightly|[Oo]n {_WEEKDAY}s"
    r"|(?:a|an|[Ee]ach|[Ee]very(?: other| second| third)?|per)"
    rf" (?:day|morning|afternoon|evening|night|week|weekday|fortnight|month|{_WEEKDAY}))\b"
)
# what is sent, moved or let through again and again; in the singular, a line for what may be called by either word
_MATTERS = (
    "barge boat ferry ship vessel raft",
    "convoy lorry truck truckload lorryload wagon cart mule sledge train bus caravan tanker delivery shipment load",
    "flight plane helicopter airdrop",
    "parcel sack ration batch instalment letter",
    "company battalion platoon brigade squad withdrawal",
    "detainee prisoner captive hostage exchange handover",
    "returnee evacuation crossing ambulance",
    "patrol inspection visit",
    "meeting session",
)
_SISTERS = {word: family.split() for family in _MATTERS for word in family.split()}
_MATTER = re.compile(rf"\b({'|'.join(_SISTERS)})(?:e?s)?\b|\b(lorr|ferr|deliver|compan)ies\b", re.IGNORECASE)
_NEAR = 90  # characters between a word of recurrence and what recurs
_OVER = re.compile(
    r"\b(?:used to|no longer|stopped|ended|halted|cancelled|suspended|had been|would|until last|before the)\b"
)


@dataclass(frozen=True)
class _Running:
    """Something that a report tells of as going on: its word, its sentence, and the report."""

    matter: str
    sentence: Passage
    report: Report


class GoneQuiet:
    """A recurring matter, or a duty reported on more than once, which the later reports of a process pass over.

    A daily convoy, a company a week: told once with its rhythm it should be heard of again. Other lasting duties must
    have been reported on in two reports. Silent while fewer than four reports, or three weeks (or the cycle of
    reporting that known terms set), have come since the last word on it, and on what was said to be over.
    """

    code = "gone-quiet"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        today = material.day
        if today is None:
            return
        later, rest = LaterWord(material), _rest(material)
        told: set[tuple[str, str]] = set()
        on: set[str] = set()  # reports whose running matter is found already
        for report in material.reports:
            for running in _running(report):
                key = (report.process or "", running.matter)
                if report.process and report.published and report.published <= today and key not in told:
                    told.add(key)
                    for found in self._matter(running, later, rest):
                        on.add(report.id)
                        yield found
        for matter in running_matters(material, later):
            if _is_quiet(matter.last_report, list(matter.since), rest) and matter.report.id not in on:
                told_at = (Place(matter.report.id, matter.first), Place(matter.last_report.id, matter.last))
                yield self._finding(quoted([matter.first]), matter.last_report, list(matter.since), (told_at, ()))
        for held in _duties(material, later):
            latest = held[-1]
            report = material.view.report(latest.report_id)
            since = later.after(report.process or "", latest.published or today)
            words = max((s.content.object or "" for s in held), key=len)
            if _is_quiet(report, since, rest) and not later.is_spoken_of(words, latest.content.bearer or "", since):
                cell = cell_of(words, held)
                yield self._finding(quoted(latest.content.passages), report, since, (cell.places, cell.statements))

    def _matter(self, running: _Running, later: LaterWord, rest: int) -> Iterator[Finding]:
        held = later.until(running.report.process or "")
        last = next(n for n in range(len(held) - 1, -1, -1) if _found(running.matter, held[n]))
        since = held[last + 1 :]
        if not _is_quiet(held[last], since, rest) or any(_is_called_otherwise(running, report) for report in since):
            return
        places = [Place(running.report.id, running.sentence)]
        if held[last].id != running.report.id and (found := _found(running.matter, held[last])):
            sentences = sentences_of(held[last].text)
            places.append(Place(held[last].id, sentences[number_at(held[last].text, found.start())]))
        words = f"“{' '.join(running.sentence.text.split()).rstrip('.')}”"
        yield self._finding(words, held[last], since, (tuple(places), ()))

    def _finding(
        self, words: str, last: Report, since: list[Report], held: tuple[tuple[Place, ...], tuple[str, ...]]
    ) -> Finding:
        days = ((since[-1].published or date.min) - (last.published or date.min)).days
        sentence = (
            f"A report tells of something that goes on: {words}. The last word on it is in {named(last)}; "
            f"{len(since)} reports in the {days} days since, up to {named(since[-1])}, say nothing of it."
        )
        repairs = (
            "it goes on, and is no news any more",
            "it has come to rest, and nobody has said so",
            "a report that is not in this record tells of it",
        )
        return Finding(self.code, self.severity, sentence, held[0], repairs, held[1])


def _duties(material: Material, later: LaterWord) -> Iterator[list[Statement[Obligation]]]:
    """The duties without a day that two or more reports tell of, and none but as running; oldest statement first.

    Statements are of one duty where process, action and the chief word of its object are the same.
    """
    by_matter: dict[tuple[object, ...], list[Statement[Obligation]]] = {}
    for statement in material.of(Obligation):
        content, process = statement.content, later.process(statement.report_id)
        if process and content.object:
            by_matter.setdefault((process, content.action, chief_of(content.object)), []).append(statement)
    for held in by_matter.values():
        running = all(s.content.state == "pending" and not s.content.deadline and not s.content.date for s in held)
        if running and len({s.report_id for s in held}) > 1:
            yield sorted(held, key=lambda s: (s.published or date.min, s.report_id, s.start))


def _rest(material: Material) -> int:
    """How many days a running matter may rest: the longest cycle of reporting that known terms set, else 21."""
    start = date(2001, 1, 1)
    ends = (moved(start, m.reports_every) for t in material.terms for m in t.mechanisms if m.reports_every)
    return max(((end - start).days for end in ends if end), default=_DAYS)


def _is_quiet(last: Report, since: list[Report], rest: int) -> bool:
    """Have so many reports, over so many days, come since one?"""
    if len(since) < _LEAST or last.published is None or since[-1].published is None:
        return False
    return (since[-1].published - last.published).days >= rest


def _found(matter: str, report: Report) -> re.Match[str] | None:
    """Where a report has the word of a matter, in the singular or the plural."""
    return _word_of(matter).search(report.text) if matter.removesuffix("y") in lowered(report.text) else None


def _is_called_otherwise(running: _Running, report: Report) -> bool:
    """Does a report have a sentence with a sister word ("lorries" for a convoy) and another word of the matter's?"""
    words = stems_of(running.sentence.text)
    sisters = [m for sister in _SISTERS[running.matter] if (m := _found(sister, report))]
    sentences = sentences_of(report.text)
    return any(words & stems_of(sentences[number_at(report.text, m.start())].text) for m in sisters)


@lru_cache(maxsize=256)
def _word_of(matter: str) -> re.Pattern[str]:
    stem = matter.removesuffix("y")
    return re.compile(rf"\b{stem}(?:ys?|ies|es|s)?\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _running(report: Report) -> tuple[_Running, ...]:
    """What a report tells of as recurring, each matter once: the matter nearest before or behind the rhythm."""
    seen: dict[str, _Running] = {}
    for rhythm in _RECURS.finditer(report.text):
        if report.text[rhythm.start() - 1 : rhythm.start()].isalnum():
            continue
        sentences = sentences_of(report.text)
        sentence = sentences[number_at(report.text, rhythm.start())]
        near = [
            m
            for m in _MATTER.finditer(report.text, max(sentence.start, rhythm.start() - _NEAR), sentence.end)
            if m.start() - rhythm.end() <= _NEAR
        ]
        if near and not _OVER.search(sentence.text):
            found = min(near, key=lambda m: abs(m.start() - rhythm.start()))
            matter = (found[1] or found[2] + "y").lower()
            seen.setdefault(matter, _Running(matter, sentence, report))
    return tuple(seen.values())
