"""What a brief is written from: one view, its board, what is new in it, and how its words become notes and clauses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from trucewatch.exports.brief import Cited, Clause, Note, Searched, Sentence
from trucewatch.exports.brief_wording import (
    capital,
    day_words,
    in_order,
    is_name,
    is_plain,
    listed,
    plain_words,
    quoted,
    with_article,
)
from trucewatch.exports.private_names import NO_OUTLET
from trucewatch.standing.board import Board
from trucewatch.standing.board import board as board_of
from trucewatch.standing.cell import Cell, Stated
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.kinds import Party, Position
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.surroundings import sentence_passages
from trucewatch.vocabulary.view import View

IN_OUR_WORDS = 0.7
"""A statement at least this likely to be read rightly is told in our words; of others the report's words are quoted."""

_WORD, _LEAST = re.compile(r"[^\W_]+"), 2  # words of a name that are looked for have more letters than that
_WIDE = 220  # characters: a note shows a passage in its whole sentence, if that is not longer
_SENTENCE, _LEAD, _ENOUGH = 130, 70, 60  # a quoted sentence at most; words before a passage shorter than enough


def source_name(report: Report) -> str:
    """Who published a report, for people outside: never the name of a file, which tells of somebody's machine."""
    return report.outlet or NO_OUTLET


@dataclass(frozen=True)
class Since:
    """What counts as new.

    Attributes:
        reports: ids of the new reports; None: nothing is compared, and everything counts as new.
        words: what it is counted from, for the heading: "Changed since 3 March 2031, the day you last looked."
    """

    reports: frozenset[str] | None = None
    words: str = ""


class Material:
    """One view with what a brief says of it.

    Args:
        view: reports and statements of one process.
        since: what is new.
        findings: what does not add up, dismissed findings left out.
        incidents: what was logged or told to have happened, by the id of the report.
    """

    def __init__(
        self,
        view: View,
        since: Since,
        findings: Sequence[Finding] = (),
        incidents: Mapping[str, tuple[Incident, ...]] = MappingProxyType({}),
    ) -> None:
        self.view, self.since, self.findings, self.incidents = view, since, tuple(findings), incidents
        self.board: Board = board_of(view)
        self.day = self.board.as_of
        self.voices = Voices(view)
        self.reports = {r.id: r for r in view.reports() if self._counts(r)}
        self._sentences: dict[str, tuple[Passage, ...]] = {}

    def _counts(self, report: Report) -> bool:
        return self.day is None or report.published is None or report.published <= self.day

    @cached_property
    def statements(self) -> dict[str, AnyStatement]:
        """The statements of the view by id."""
        return {s.id: s for s in self.view.statements()}

    @cached_property
    def positions(self) -> dict[str, Statement[Position]]:
        """The positions of the view by id."""
        return {s.id: s for s in self.view.of(Position)}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties that reports name, in alphabetical order; one name for those that read alike."""
        found: dict[str, str] = {}
        others = {s.content.name.casefold() for s in self.view.of(Party) if s.content.role != "party"}
        for statement in self.view.of(Party):
            name = statement.content.name
            if (
                statement.content.role == "party"
                and not statement.content.is_doubtful
                and name.casefold() not in others
            ):
                found.setdefault(name.casefold(), name)
        return tuple(in_order(found.values()))

    def of_cell(self, cell: Cell) -> list[AnyStatement]:
        """The statements behind a cell that may be printed, in its order."""
        held = (self.statements.get(id_) for id_ in cell.statements)
        return [s for s in held if s is not None and not s.content.is_doubtful]

    def is_new(self, cell: Cell) -> bool:
        """Does a new report stand behind it?"""
        return self.since.reports is None or any(p.report_id in self.since.reports for p in cell.places)

    def in_ours(self, statement: AnyStatement) -> bool:
        """May it be told in our words: read surely enough, and neither wished, asked, doubted nor denied?"""
        content = statement.content
        sure = not content.unsure and (content.confidence is None or content.confidence >= IN_OUR_WORDS)
        return sure and all(is_plain(p.text) for p in content.passages)

    def cited(self, report_id: str, passage: Passage | None, *, unsure: bool = False) -> Cited:
        """A note on a passage of a report."""
        report = self.view.report(report_id)
        return Cited(source_name(report), report.published, passage, report_id, unsure)

    def notes(self, cell: Cell, most: int = 3) -> tuple[Note, ...]:
        """The notes of a cell, at most so many: the first of each report, then the others."""
        unsure = {s.report_id for id_ in cell.statements if (s := self.statements.get(id_)) and s.content.unsure}
        by_report: defaultdict[str, list[Place]] = defaultdict(list)
        for place in cell.places:
            by_report[place.report_id].append(place)
        firsts = [held[0] for held in by_report.values()]
        chosen = [*firsts, *(p for held in by_report.values() for p in held[1:])][:most]
        return tuple(self.cited(p.report_id, self.shown(p), unsure=p.report_id in unsure) for p in chosen)

    def note(self, statement: AnyStatement, passage: Passage | None = None) -> Cited:
        """The note of one statement: its first passage, or the one given."""
        place = Place(statement.report_id, passage or next(iter(statement.content.passages), None))
        return self.cited(place.report_id, self.shown(place), unsure=statement.content.unsure)

    def shown(self, place: Place) -> Passage | None:
        """A passage as a note shows it: in its whole sentence, where that is not long."""
        around = self._around(place)
        return around if around is not None and around.end - around.start <= _WIDE else place.passage

    def _around(self, place: Place) -> Passage | None:
        """The sentence that holds a passage; None where it runs over the edge of one."""
        passage = place.passage
        if passage is None:
            return None
        if place.report_id not in self._sentences:
            self._sentences[place.report_id] = sentence_passages(self.view.report(place.report_id).text)
        return next((s for s in self._sentences[place.report_id] if s.covers(passage)), None)

    def searched(self, report_ids: Iterable[str] | None = None) -> Searched:
        """What was looked through: these reports of the view, or all that count."""
        wanted = set(self.reports) if report_ids is None else set(report_ids)
        held = [r for r in self.reports.values() if r.id in wanted]
        days = [r.published for r in held if r.published]
        last = max(days, default=None)
        newest = next((source_name(r) for r in held if last is not None and r.published == last), "")
        return Searched(len(held), min(days, default=None), last, newest)

    def on(self, day: date | None) -> str:
        """A day for the middle of a sentence."""
        return day_words(day, self.day)

    def source(self, report_id: str) -> str:
        """An outlet, with its day where that is not the day asked about: "Coast Wire", "Coast Wire, 3 March"."""
        report = self.view.report(report_id)
        when = self.on(report.published)
        return source_name(report) + (f", {when}" if when and report.published != self.day else "")

    def sources(self, report_ids: Iterable[str]) -> str:
        """Several of them: "Coast Wire, 3 March; Hill Post"."""
        return "; ".join(dict.fromkeys(self.source(id_) for id_ in report_ids))

    def says(self, speaker: str | None, report_ids: Iterable[str]) -> str:
        """Who says something, before a colon: "the mayor said (Coast Wire)", "Coast Wire reported"."""
        ids = list(dict.fromkeys(report_ids))
        if speaker is not None and is_name(speaker):
            return f"{with_article(speaker)} said ({self.sources(ids)})"
        named = []
        for id_ in ids:
            report = self.view.report(id_)
            when = self.on(report.published) if report.published != self.day else ""
            named.append((source_name(report), when))
        if len(set(named)) == 1:
            name, when = named[0]
            return f"{name} reported" + (f" on {when}" if when else "")
        return f"{listed(in_order(name + (f' ({when})' if when else '') for name, when in named))} reported"

    def voice(self, speaker: str | None, report_ids: Iterable[str]) -> str:
        """Who says something, for brackets: "the mayor, in Coast Wire", "Coast Wire, 3 March; Hill Post"."""
        sources = self.sources(report_ids)
        return f"{plain_words(speaker)}, in {sources}" if speaker is not None and is_name(speaker) else sources

    def quote(self, lead: str, same: Sequence[Stated], words: str) -> Clause:
        """A clause that quotes: `lead`, who says so, and a report's words; several voices may have the same words."""
        voice = self.voice(same[0].speaker, [p.report_id for s in same for p in s.cell.places])
        notes = tuple(dict.fromkeys(n for s in same for n in self.notes(s.cell, 1)))
        return Clause(f"{capital(lead)} ({voice}): {quoted(words)}.", notes)

    def worded(self, place: Place) -> str:
        """The words of a place for a sentence: the whole sentence where it is short, else the passage's own words.

        Very few words of a long sentence take some of those before them along, behind an ellipsis.
        """
        passage, around = place.passage, self._around(place)
        if passage is None:
            return ""
        if around is not None and around.end - around.start <= _SENTENCE:
            return around.text
        if around is None or passage.end - passage.start >= _ENOUGH:
            return passage.text
        if passage.start - around.start <= 1:
            return around.text
        before = around.text[: passage.start - around.start]
        if len(before) > _LEAD:
            before = "… " + before[-_LEAD:].partition(" ")[2]
        return before + passage.text

    def is_named(self, name: str, place: Place) -> bool:
        """Does the sentence of a place have a word of a name, or one that begins as it does ("Karsan" for Karsa)?"""
        around = self._around(place) or place.passage
        words = {w[:4].casefold() for w in _WORD.findall(around.text if around is not None else "")}
        return any(w[:4].casefold() in words for w in _WORD.findall(name) if len(w) > _LEAST)

    def by_sentence(self, held: Iterable[Stated]) -> list[tuple[list[Stated], str]]:
        """Stated things of one value by the words to quote: what stands in one sentence is quoted once, with it all."""
        groups: dict[tuple[str | None, str], list[Stated]] = {}
        for stated in held:
            place = next(iter(stated.cell.places), None)
            shown = self.shown(place) if place is not None else None
            if shown is not None:
                groups.setdefault((stated.value, shown.text), []).append(stated)
        out = []
        for (_, text), same in groups.items():
            words = {self.worded(s.cell.places[0]) for s in same}
            out.append((same, words.pop() if len(words) == 1 else text))
        return out

    def located(self, stated: Stated) -> tuple[str, Cited, str | None]:
        """Words that a statement gives as such (a state of a phase), the note on where they stand, and who says them.

        The passages of a phase are where it is named; the words on its state may stand elsewhere in the report.
        """
        place = stated.cell.places[0]
        text = self.view.report(place.report_id).text
        if place.passage is not None and stated.text in place.passage.text:
            return stated.text, self.cited(place.report_id, self.shown(place)), stated.speaker
        start = text.find(stated.text)
        if start < 0:
            return self.worded(place), self.cited(place.report_id, self.shown(place)), stated.speaker
        passage = Passage.of(text, start, start + len(stated.text))
        speaker = self.voices.speaker(place.report_id, (passage,))
        return stated.text, self.cited(place.report_id, self.shown(Place(place.report_id, passage))), speaker

    def one(self, text: str, *notes: Note) -> Sentence:
        """A sentence of one clause."""
        return Sentence((Clause(capital(text), notes),))
